package io.slipway.core.memory;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.DirectPulls;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.blob.PresignedUrl;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.FirstChunk;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadObjects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The bucket. Its presigned URLs work with {@link MemoryRegistry#get} and {@link MemoryRegistry#put}. */
final class MemoryBucket implements BlobBytes, BlobObjects, UploadObjects {
    private static final String HOST = "https://bucket.example/";

    private final Store store;
    private final Map<String, TreeMap<Integer, byte[]>> parts = new HashMap<>();
    private final Map<String, String> uploads = new HashMap<>();
    private final Map<String, Digest> firsts = new HashMap<>();

    MemoryBucket(Store store) {
        this.store = store;
    }

    /** Stores an object of the direct lane. */
    void land(String key, byte[] content, String upload) {
        store.write(key, content.clone());
        uploads.put(key, upload);
    }

    /** Returns the key in a presigned URL. */
    static String key(URI address) {
        return address.getPath().substring(1);
    }

    @Override
    public Optional<Landed> landed(RepositoryName repository, Digest digest, LandingDay day) {
        synchronized (store) {
            String key = new DirectKey(repository, digest, day).toString();
            return digest.algorithm() != DigestAlgorithm.SHA256
                    ? Optional.empty()
                    : bytes(key)
                            .filter(content ->
                                    Digest.of(DigestAlgorithm.SHA256, content).equals(digest))
                            .map(content ->
                                    new Landed(new StoredBlob(key, content.length), uploads.getOrDefault(key, "")));
        }
    }

    @Override
    public PresignedUrl presignedGet(StoredBlob blob, Digest digest) {
        return new PresignedUrl(
                URI.create(HOST + blob.key() + "?signed=GET"), "/" + blob.key() + "?signed=GET", DirectPulls.NONE);
    }

    @Override
    public PresignedUrl presignedHead(StoredBlob blob, Digest digest) {
        return new PresignedUrl(
                URI.create(HOST + blob.key() + "?signed=HEAD"), "/" + blob.key() + "?signed=HEAD", DirectPulls.NONE);
    }

    @Override
    public PresignedUpload presignedPut(RepositoryName repository, Digest digest, String upload) {
        return new PresignedUpload(
                URI.create(HOST + new DirectKey(repository, digest, LandingDay.of(upload)) + "?signed=PUT"),
                Map.of("digest", digest.toString(), "upload", upload));
    }

    @Override
    public byte[] read(StoredBlob blob, long from, int length) {
        return Arrays.copyOfRange(bytes(blob.key()).orElseThrow(), (int) from, (int) from + length);
    }

    @Override
    public InputStream open(StoredBlob blob) {
        return new ByteArrayInputStream(bytes(blob.key()).orElseThrow());
    }

    boolean put(PresignedUpload upload, byte[] content) {
        synchronized (store) {
            Digest wanted = Digest.parse(upload.headers().getOrDefault("digest", ""));
            boolean right = Digest.of(wanted.algorithm(), content).equals(wanted);
            if (right) {
                land(key(upload.url()), content, upload.headers().getOrDefault("upload", ""));
            }
            return right;
        }
    }

    @Override
    public String putTail(String session, byte[] bytes, int length) {
        String key = "chunks/" + session + "/" + UUID.randomUUID();
        put(key, bytes, length);
        return key;
    }

    @Override
    public byte[] getTail(String key) {
        return bytes(key).orElseThrow();
    }

    Optional<byte[]> bytes(String key) {
        synchronized (store) {
            return Optional.ofNullable(store.objects.get(key))
                    .map(object -> object.content().clone());
        }
    }

    @Override
    public boolean putFirst(String key, byte[] bytes, Optional<Digest> digest) {
        synchronized (store) {
            if (store.objects.containsKey(key)) {
                return false;
            }
            put(key, bytes, bytes.length);
            digest.ifPresent(it -> firsts.put(key, it));
            return true;
        }
    }

    @Override
    public Optional<FirstChunk> first(String key) {
        synchronized (store) {
            return Optional.ofNullable(firsts.get(key))
                    .filter(digest -> store.objects.containsKey(key))
                    .map(digest -> new FirstChunk(digest, getTail(key).length));
        }
    }

    @Override
    public void copyTail(String tail, String key) {
        synchronized (store) {
            store.write(key, getTail(tail));
        }
    }

    @Override
    public void deleteTail(String key) {
        synchronized (store) {
            if (!key.startsWith(FirstChunkKey.PREFIX)) {
                store.objects.remove(key);
            }
        }
    }

    @Override
    public String beginParts(String key) {
        synchronized (store) {
            String multipart = UUID.randomUUID().toString();
            parts.put(key + "#" + multipart, new TreeMap<>());
            return multipart;
        }
    }

    @Override
    public String putPart(String key, String multipart, int number, byte[] bytes, int length) {
        synchronized (store) {
            Optional.ofNullable(parts.get(key + "#" + multipart))
                    .orElseThrow()
                    .put(number, Arrays.copyOf(bytes, length));
            return "part-" + number;
        }
    }

    @Override
    public void complete(String key, String multipart, List<String> tags, long size) {
        synchronized (store) {
            var kept = parts.remove(key + "#" + multipart);
            if (kept == null) {
                if (bytes(key).filter(content -> content.length == size).isEmpty()) {
                    throw new IllegalStateException("there is no upload " + multipart);
                }
                return;
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int number = 1; number <= tags.size(); number++) {
                whole.writeBytes(Optional.ofNullable(kept.get(number)).orElseThrow());
            }
            store.write(key, whole.toByteArray());
        }
    }

    @Override
    public void abort(String key, String multipart) {
        synchronized (store) {
            parts.remove(key + "#" + multipart);
        }
    }

    @Override
    public void put(String key, byte[] bytes, int length) {
        synchronized (store) {
            store.write(key, Arrays.copyOf(bytes, length));
        }
    }
}
