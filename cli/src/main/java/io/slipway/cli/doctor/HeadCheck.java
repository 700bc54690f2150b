package io.slipway.cli.doctor;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** Compares the {@code Content-Length} of HEAD responses with the true lengths of a manifest and of a blob. */
final class HeadCheck implements Check {
    private static final int CONFIG_SIZE = 100;

    @Override
    public String name() {
        return "lengths of HEAD";
    }

    @Override
    public String remedy() {
        return "the functions returned the whole manifest for a HEAD: the gateway or the distribution changed its"
                + " length; report this";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("head");
        Digest config = site.push(repository, new byte[CONFIG_SIZE]);
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.slipway.doctor\",\"digest\":\""
                        + config
                        + "\",\"size\":" + CONFIG_SIZE + "},\"layers\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, manifest);
        site.pushManifest(repository, "doctor", manifest);
        Wire.Answer head = site.wire()
                .send(site.to(repository, site.at(repository, "manifests/doctor"))
                        .header("Accept", MediaTypes.OCI_MANIFEST)
                        .method("HEAD", BodyPublishers.noBody()));
        if (head.status() != 200
                || !head.header("Content-Length").equals(Integer.toString(manifest.length))
                || !head.header("Docker-Content-Digest").equals(digest.toString())) {
            return CheckResult.failed(
                    "a HEAD of a manifest must get 200, Content-Length " + manifest.length + " and its digest, but got "
                            + head.status() + ", Content-Length " + said(head.header("Content-Length"))
                            + " and " + said(head.header("Docker-Content-Digest")),
                    remedy());
        }
        Wire.Answer blob = site.headBlob(repository, config);
        if (blob.status() != 200 || !blob.header("Content-Length").equals(Integer.toString(CONFIG_SIZE))) {
            return CheckResult.failed(
                    "a HEAD of a blob must get 200 and Content-Length " + CONFIG_SIZE + ", but got " + blob.status()
                            + " and " + said(blob.header("Content-Length")),
                    remedy());
        }
        return CheckResult.ok("manifest " + manifest.length + " bytes, blob " + CONFIG_SIZE + " bytes");
    }

    private static String said(String header) {
        return header.isEmpty() ? "no header" : header;
    }
}
