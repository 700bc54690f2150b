package io.slipway.aws.blob;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/**
 * The URL of a bucket. The distribution sends the regional host of its origin, and {@code Host} is signed, so presigned URLs must have that host in
 * every region.
 *
 * @param base the URL of the bucket itself, without a slash at the end
 * @param region the region for which requests are signed
 */
record BucketUrl(URI base, String region) {

    /**
     * Finds the URL by S3's own rules.
     *
     * @param endpoint an emulator's URL; the bucket's name is then the first segment of the path
     */
    static BucketUrl of(String bucket, String region, Optional<URI> endpoint) {
        URI base = S3EndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters
                        .bucket(bucket)
                        .region(Region.of(region))
                        .endpoint(endpoint.map(URI::toString).orElse(null))
                        .forcePathStyle(endpoint.isPresent()))
                .join()
                .endpointUrl()
                .toUri();
        return new BucketUrl(base, region);
    }
}
