package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pulls a blob at its presigned address below the distribution, and at the bucket's own if this machine gets that. */
final class BlobAddressCheck implements Check {
    private static final Pattern KEY = Pattern.compile("/(?:blobs|direct)/.*");

    @Override
    public String name() {
        return "presigned address";
    }

    @Override
    public String wayOut() {
        return "S3 must accept addresses that are signed for the bucket's regional host: the distribution's origin"
                + " must be that host";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("address");
        Payload payload = Payload.ofSize(1000);
        Wire.Answer put = site.finish(repository, site.open(repository), payload.digest(), payload.body());
        if (put.status() != 201) {
            return CheckResult.failed("a blob must be accepted with 201, but got " + put.summary(), wayOut());
        }
        URI address = site.blobAddress(repository, payload);
        Matcher key = KEY.matcher(address.getRawPath());
        if (!key.find()) {
            return CheckResult.failed(
                    "the path of a presigned address must be an object of the bucket, but was " + address.getRawPath(),
                    wayOut());
        }
        // Path and query are valid in the bucket and below the distribution alike.
        URI below = site.at(key.group() + "?" + address.getRawQuery());
        site.requirePulled(address, payload);
        site.requirePulled(below, payload);
        Wire.Answer bare = site.wire().send(HttpRequest.newBuilder(site.at(key.group())));
        if (bare.status() != 403) {
            return CheckResult.failed(
                    "a blob without a signature must be refused with 403, but got " + bare.summary(),
                    "the bucket must block public access: compare its policy with template.yaml");
        }
        return CheckResult.ok("served below the registry's own host"
                + (site.isOwn(address) ? "" : ", and by the bucket at " + address.getRawAuthority()));
    }
}
