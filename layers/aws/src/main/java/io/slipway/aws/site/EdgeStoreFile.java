package io.slipway.aws.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The file from which the edge function's key-value store is filled, in the form that CloudFront imports. */
public final class EdgeStoreFile {
    private final Supplier<S3Client> s3;
    private final String bucket;
    private final Supplier<String> ticketKey;

    public EdgeStoreFile(Supplier<S3Client> s3, String bucket, Supplier<String> ticketKey) {
        this.s3 = s3;
        this.bucket = bucket;
        this.ticketKey = ticketKey;
    }

    /**
     * Writes the file.
     *
     * @param key its key in the bucket
     */
    public void write(String key) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode data = file.putArray("data");
        data.addObject().put("key", "ticket-key").put("value", ticketKey.get());
        s3.get()
                .putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/json"),
                        RequestBody.fromString(file.toString()));
    }

    /** Removes the file, which contains a secret that is no longer needed. */
    public void remove(String key) {
        s3.get().deleteObject(request -> request.bucket(bucket).key(key));
    }
}
