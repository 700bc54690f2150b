package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Query;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Requires that the blobs of some stored images are in the bucket: one tag each in a sample of all repositories. */
final class StoredDataCheck implements Check {
    /** The number of repositories in the sample. */
    static final int SAMPLE = 20;

    private static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST);

    @Override
    public String name() {
        return "stored data";
    }

    @Override
    public String remedy() {
        return "push the image again, or restore the bucket and the table to the same time (docs/operate/backup.md)";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        List<RepositoryName> all = repositories(site);
        Collections.shuffle(all);
        List<RepositoryName> sample = all.subList(0, Math.min(SAMPLE, all.size()));
        int blobs = 0;
        for (RepositoryName repository : sample) {
            JsonNode tag = site.wire()
                    .send(site.to(repository, site.at(repository, "tags/list?n=1")))
                    .json()
                    .path("tags")
                    .path(0);
            if (tag.isMissingNode()) {
                continue;
            }
            for (JsonNode blob : blobs(site, repository, tag.asText())) {
                String digest = blob.path("digest").asText();
                Wire.Answer head = site.headBlob(repository, Digest.parse(digest));
                if (head.status() != 200
                        || !head.header("Content-Length")
                                .equals(blob.path("size").asText())) {
                    return CheckResult.failed(
                            "the blob " + digest + " of " + repository.familiar() + ":" + tag.asText() + " must have "
                                    + blob.path("size").asText() + " bytes in the bucket, but a HEAD got "
                                    + head.status(),
                            remedy());
                }
                blobs++;
            }
        }
        return CheckResult.ok(blobs + " blobs in " + sample.size() + " of " + all.size() + " repositories are there");
    }

    /**
     * Returns the repositories of all spaces, up to a page of each, except spaces whose manifests may refer to blobs
     * that were never pushed.
     */
    private static List<RepositoryName> repositories(Site site) {
        List<RepositoryName> all = new ArrayList<>();
        for (JsonNode space :
                site.connection().call("GET", "/api/spaces", Optional.empty()).path("spaces")) {
            String name = space.path("name").asText();
            if (name.startsWith(Site.SPACE_PREFIX) || space.path("sparse").asBoolean()) {
                continue;
            }
            JsonNode page = site.connection()
                    .call("GET", "/api/spaces/" + Query.encode(name) + "/repositories", Optional.empty());
            page.path("repositories")
                    .forEach(repository -> all.add(new RepositoryName(
                            new SpaceName(name), repository.path("name").asText())));
        }
        return all;
    }

    /** Returns the descriptors of an image's blobs; for an index, those of its first image. */
    private static List<JsonNode> blobs(Site site, RepositoryName repository, String reference) throws IOException {
        Wire.Answer answer = site.wire()
                .send(site.to(repository, site.at(repository, "manifests/" + reference))
                        .header("Accept", ACCEPT));
        JsonNode manifest = answer.json();
        if (answer.status() != 200) {
            throw new IOException("the manifest " + repository.familiar() + " " + reference
                    + " must be served with 200, but got " + answer.summary());
        }
        JsonNode first = manifest.path("manifests").path(0).path("digest");
        return first.isTextual()
                ? blobs(site, repository, first.asText())
                : Stream.concat(
                                Stream.of(manifest.path("config")),
                                manifest.path("layers").valueStream())
                        // Layers with their own URLs are never pushed.
                        .filter(blob -> blob.has("digest") && !blob.has("urls"))
                        .toList();
    }
}
