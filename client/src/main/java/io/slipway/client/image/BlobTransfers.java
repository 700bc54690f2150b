package io.slipway.client.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Transfers the blobs of an image, several in parallel. */
final class BlobTransfers {
    /** The number of parallel transfers. */
    private static final int PARALLEL = 4;

    private BlobTransfers() {}

    /** Transfers one blob. */
    @FunctionalInterface
    interface Transfer<T> {
        void run(T blob) throws IOException;
    }

    /** Transfers all blobs; the first failure cancels the others. */
    static <T> void run(List<T> blobs, Transfer<T> transfer) throws IOException {
        try (ExecutorService executor = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> running = new ArrayList<>();
            for (T blob : blobs) {
                running.add(executor.submit(() -> {
                    transfer.run(blob);
                    return blob;
                }));
            }
            for (Future<?> one : running) {
                await(one, executor);
            }
        }
    }

    private static void await(Future<?> one, ExecutorService executor) throws IOException {
        try {
            one.get();
        } catch (ExecutionException e) {
            executor.shutdownNow();
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted");
        }
    }
}
