package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builder.image.ImageReferences.Needed;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.report.BuildException;
import io.slipway.client.ClientException;
import io.slipway.client.ManifestPuller;
import io.slipway.client.PulledManifest;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteImage;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pulls the images that a Dockerfile refers to into OCI layouts, so that a tool needs neither a login nor a network.
 * An image that lacks the platform is refused before anything runs.
 */
final class BaseFetcher {
    private static final String NO_TIME = "1970-01-01T00:00:00Z";

    private final Session own;
    private final Map<String, BaseImage> known;
    private final boolean loopback;
    private final BlobCache blobs;
    private final JobLog log;

    /**
     * Creates a fetcher for the folders of a job.
     *
     * @param own the registry of the build
     * @param known its images, by their names in a {@code FROM}
     * @param loopback whether other registries may be on this machine
     */
    BaseFetcher(Session own, Map<String, BaseImage> known, boolean loopback, BlobCache blobs, JobLog log) {
        this.own = own;
        this.known = Map.copyOf(known);
        this.loopback = loopback;
        this.blobs = blobs;
        this.log = log;
    }

    /** Pulls all images; returns them by name. */
    Map<String, FetchedBase> fetch(ImageBuild build, Path folder) throws BuildException, IOException {
        Map<String, FetchedBase> bases = new LinkedHashMap<>();
        for (Needed needed : new ImageReferences(build).needed()) {
            BaseImage base = known.get(needed.name());
            RemoteImage image = RemoteImage.parse(needed.name());
            boolean here = base != null || image.host().equals(own.registry().host());
            try (Session other = here ? null : Session.reading(registry(image, needed, build), Optional.empty())) {
                Session session = other == null ? own : other;
                RemoteRepository repository =
                        base == null ? image.repository() : RemoteRepository.of(base.repository());
                Reference reference = base == null ? image.reference() : new DigestReference(base.digest());
                String shown = base == null ? needed.name() : base.named();
                FetchedBase fetched = new One(session, repository, needed, shown, build)
                        .fetch(reference, folder.resolve(Integer.toString(bases.size())), Optional.ofNullable(base));
                bases.put(needed.name(), fetched);
            } catch (ClientException e) {
                String advice = here
                        ? ". A build can pull only those images of this registry that baseImages in sdi.yaml lists"
                        : ". 'slipway image copy " + needed.name() + " NAME' copies it into this registry";
                throw failure(needed, build, String.valueOf(e.getMessage()) + advice);
            }
        }
        blobs.shrink();
        return bases;
    }

    private RegistryUrl registry(RemoteImage image, Needed needed, ImageBuild build) throws BuildException {
        String host = image.registry().base().getHost();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                boolean inner =
                        address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress();
                if (inner && !loopback) {
                    throw failure(needed, build, host + " is an address of this machine");
                }
            }
        } catch (UnknownHostException e) {
            throw failure(
                    needed,
                    build,
                    "there is no host " + host + ". 'slipway image copy " + needed.name()
                            + " NAME' copies an image into this registry");
        }
        return image.registry();
    }

    private static BuildException failure(Needed needed, ImageBuild build, String why) {
        return new BuildException(
                "cannot pull the image " + needed.name() + ": " + why, build.dockerfile(), needed.line(), List.of());
    }

    /** One image. */
    private final class One {
        private final Session session;
        private final RemoteRepository repository;
        private final Needed needed;
        private final String shown;
        private final ImageBuild build;

        One(Session session, RemoteRepository repository, Needed needed, String shown, ImageBuild build) {
            this.session = session;
            this.repository = repository;
            this.needed = needed;
            this.shown = shown;
            this.build = build;
        }

        FetchedBase fetch(Reference reference, Path folder, Optional<BaseImage> base)
                throws BuildException, IOException {
            LayoutFolder layout = LayoutFolder.create(folder);
            PulledManifest pulled = image(pull(reference));
            JsonNode manifest = LayoutFolder.JSON.readTree(pulled.content());
            JsonNode descriptor = manifest.path("config");
            place(layout, descriptor);
            JsonNode config = layout.document(descriptor);
            Optional<Platform> there = Platform.of(config);
            if (there.isPresent() && !needed.platform().takes(there.get())) {
                throw lacks(List.of(there.get()));
            }
            for (JsonNode layer : manifest.path("layers")) {
                // Windows layers that are not in registries are never read by COPY.
                if (layer.path("urls").isEmpty()) {
                    place(layout, layer);
                }
            }
            ObjectNode named = layout.put(pulled.mediaType(), complete(layout, manifest, config));
            layout.name(named);
            log.say("pulled " + shown + ": " + pulled.digest() + ", "
                    + manifest.path("layers").size() + " layers");
            return new FetchedBase(
                    needed.name(),
                    String.valueOf(folder.getFileName()),
                    folder,
                    named.path("digest").asText(),
                    manifest,
                    config,
                    base.map(BaseImage::repository));
        }

        private void place(LayoutFolder layout, JsonNode descriptor) throws IOException {
            Digest digest = Digest.parse(descriptor.path("digest").asText());
            blobs.place(session, repository, digest, descriptor.path("size").asLong(), layout.blob(digest));
        }

        private PulledManifest pull(Reference reference) throws BuildException, IOException {
            return new ManifestPuller(session)
                    .pull(repository, reference)
                    .orElseThrow(() -> new ClientException(404, "there is no such image"));
        }

        /** Returns the image of the platform. */
        private PulledManifest image(PulledManifest pulled) throws BuildException, IOException {
            if (!pulled.mediaType().equals(MediaTypes.OCI_INDEX)
                    && !pulled.mediaType().equals(MediaTypes.DOCKER_LIST)) {
                return pulled;
            }
            List<Platform> others = new ArrayList<>();
            for (JsonNode child : LayoutFolder.JSON.readTree(pulled.content()).path("manifests")) {
                Optional<Platform> platform = Platform.of(child.path("platform"));
                if (platform.isPresent() && needed.platform().takes(platform.get())) {
                    return image(pull(new DigestReference(
                            Digest.parse(child.path("digest").asText()))));
                }
                platform.ifPresent(others::add);
            }
            throw lacks(others);
        }

        private BuildException lacks(List<Platform> others) {
            return new BuildException(
                    "the base image " + shown + " has no " + needed.platform() + "; it has "
                            + String.join(
                                    ", ",
                                    others.stream().map(Platform::toString).toList()),
                    build.dockerfile(),
                    needed.line(),
                    List.of());
        }

        /**
         * Completes the history of an image, which some tools leave out: Buildah refuses base images whose history
         * does not describe each layer, and does not find cached layers on one whose history has no times.
         */
        private JsonNode complete(LayoutFolder layout, JsonNode manifest, JsonNode config) throws IOException {
            ObjectNode completed = config.deepCopy();
            ArrayNode history = completed.withArray("/history");
            int told = 0;
            for (JsonNode entry : history) {
                told += entry.path("empty_layer").asBoolean() ? 0 : 1;
                if (!entry.hasNonNull("created")) {
                    ((ObjectNode) entry).put("created", NO_TIME);
                }
            }
            for (int layers = FetchedBase.diffIds(config).size(); told < layers; told++) {
                history.addObject().put("created", NO_TIME).put("created_by", "a layer of " + shown);
            }
            if (completed.equals(config)) {
                return manifest;
            }
            ObjectNode copy = manifest.deepCopy();
            copy.set(
                    "config",
                    layout.put(manifest.path("config").path("mediaType").asText(), completed));
            return copy;
        }
    }
}
