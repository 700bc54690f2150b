package io.slipway.bench.registry;

import io.slipway.emulators.S3Emulator;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the embedded S3 as a program, so that several registries can share it: {@code FOLDER PORT BUCKET…}. */
public final class S3Server {
    static final String ACCESS_KEY = "bench";
    static final String SECRET_KEY = "bench-secret";

    private S3Server() {}

    public static void main(String[] arguments) throws InterruptedException {
        S3Emulator emulator =
                S3Emulator.start(Path.of(arguments[0]), ACCESS_KEY, SECRET_KEY, Integer.parseInt(arguments[1]));
        for (String bucket : Arrays.asList(arguments).subList(2, arguments.length)) {
            createBucket(emulator.uri(), bucket);
        }
        System.out.println("S3 is ready at " + emulator.uri());
        Thread.currentThread().join();
    }

    private static void createBucket(URI server, String bucket) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .forcePathStyle(true)
                .build()) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }
}
