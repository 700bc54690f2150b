package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pulls a blob from its presigned URL through the distribution, and from the bucket if this machine is redirected
 * there.
 */
final class BlobAddressCheck implements Check {
    private static final Pattern KEY = Pattern.compile("/(?:blobs|direct)/.*");

    @Override
    public String name() {
        return "presigned address";
    }

    @Override
    public String remedy() {
        return "S3 must accept URLs that are signed for the bucket's regional host: the distribution's origin"
                + " must be that host";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("address");
        Payload payload = Payload.ofSize(1000);
        Wire.Answer put = site.finish(repository, site.open(repository), payload.digest(), payload.body());
        if (put.status() != 201) {
            return CheckResult.failed("a blob must be accepted with 201, but got " + put.summary(), remedy());
        }
        URI address = site.blobAddress(repository, payload);
        Matcher key = KEY.matcher(address.getRawPath());
        if (!key.find()) {
            return CheckResult.failed(
                    "the path of a presigned URL must be an object of the bucket, but was " + address.getRawPath(),
                    remedy());
        }
        // Path and query are valid both in the bucket and in the distribution.
        URI below = site.at(key.group() + "?" + address.getRawQuery());
        site.requirePulled(address, payload);
        site.requirePulled(below, payload);
        Wire.Answer bare = site.wire().send(HttpRequest.newBuilder(site.at(key.group())));
        if (bare.status() != 403) {
            return CheckResult.failed(
                    "a request for a blob without a signature must get 403, but got " + bare.summary(),
                    "the bucket must block public access: compare its policy with template.yaml");
        }
        return CheckResult.ok("served by the registry's own host"
                + (site.isOwn(address) ? "" : ", and by the bucket at " + address.getRawAuthority()));
    }
}
