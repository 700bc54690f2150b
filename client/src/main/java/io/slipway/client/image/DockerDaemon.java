package io.slipway.client.image;

import java.io.IOException;
import java.nio.file.Path;

/** Saves images of a Docker daemon with the {@code docker} command, which locates the daemon. */
public final class DockerDaemon {
    private DockerDaemon() {}

    /** Saves an image into an archive. */
    public static void save(String image, Path archive) throws IOException {
        if (image.startsWith("-")) {
            throw new ImageException("the image must be a name or an id, but was " + image);
        }
        try {
            Process docker = new ProcessBuilder("docker", "save", "--output", archive.toString(), image)
                    .inheritIO()
                    .start();
            if (docker.waitFor() != 0) {
                throw new ImageException("'docker save " + image + "' failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted");
        }
    }
}
