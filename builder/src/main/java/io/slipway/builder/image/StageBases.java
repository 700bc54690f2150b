package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.builds.attest.Labels;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.report.BuildException;
import io.slipway.client.BlobPuller;
import io.slipway.client.ManifestPuller;
import io.slipway.client.Progress;
import io.slipway.client.PulledManifest;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.name.DigestReference;
import io.slipway.features.dockerfile.Dockerfile;
import io.slipway.features.dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the base images of a Dockerfile's stages, and checks those of this registry before anything runs. */
public final class StageBases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Dockerfile dockerfile;
    private final Map<String, BaseImage> bases;
    private final Map<String, String> args;

    /**
     * Takes a Dockerfile.
     *
     * @param bases the images of this registry, by the name that a {@code FROM} has for each
     * @param args the build arguments
     */
    public StageBases(Dockerfile dockerfile, Map<String, BaseImage> bases, Map<String, String> args) {
        this.dockerfile = dockerfile;
        this.bases = Map.copyOf(bases);
        this.args = Map.copyOf(args);
    }

    /** The image that the target, or the last stage, builds on in the end; empty where that is nothing. */
    public Optional<Labels.Base> ofTarget(Optional<String> target) {
        return dockerfile
                .target(target)
                .map(stage -> dockerfile.chain(stage).getFirst())
                .filter(dockerfile::buildsOnImage)
                .map(stage -> dockerfile.expand(stage.base(), args))
                .filter(name -> !name.isBlank())
                .map(name -> Optional.ofNullable(bases.get(name))
                        .map(base -> new Labels.Base(base.named(), Optional.of(base.digest())))
                        .orElseGet(() -> elsewhere(name)));
    }

    private static Labels.Base elsewhere(String name) {
        int at = name.indexOf('@');
        try {
            return at < 0
                    ? new Labels.Base(name, Optional.empty())
                    : new Labels.Base(name.substring(0, at), Optional.of(Digest.parse(name.substring(at + 1))));
        } catch (IllegalArgumentException e) {
            return new Labels.Base(name, Optional.empty());
        }
    }

    /**
     * Goes on only if the images of this registry have the platform that is asked for.
     *
     * @param work a folder for what is looked at
     */
    public void checkPlatforms(ImageBuild build, Session session, Path work) throws BuildException, IOException {
        Platform wanted = Platform.parse(build.platform());
        Optional<Stage> target = dockerfile.target(build.target());
        if (target.isEmpty()) {
            return;
        }
        Stage first = dockerfile.chain(target.get()).getFirst();
        if (wanted.os().equals("windows") && first.base().equalsIgnoreCase(Stage.SCRATCH)) {
            throw new BuildException(
                    "an image for " + build.platform()
                            + " needs a Windows base image; FROM scratch has nothing that Windows could start",
                    build.dockerfile(),
                    first.line(),
                    List.of());
        }
        for (Stage stage : dockerfile.needed(target.get())) {
            BaseImage base = bases.get(dockerfile.expand(stage.base(), args));
            if (base != null && dockerfile.buildsOnImage(stage)) {
                check(stage, base, platform(stage, wanted, build.platform()), build, session, work);
            }
        }
    }

    private Platform platform(Stage stage, Platform otherwise, String target) {
        if (stage.platform().isEmpty()) {
            return otherwise;
        }
        Map<String, String> values = new HashMap<>(args);
        values.put("TARGETPLATFORM", target);
        values.put("TARGETOS", otherwise.os());
        values.put("TARGETARCH", otherwise.architecture());
        values.put("BUILDPLATFORM", "linux/" + Platform.here());
        values.put("BUILDOS", "linux");
        values.put("BUILDARCH", Platform.here());
        return Platform.parse(dockerfile.expand(stage.platform().get(), values));
    }

    private static void check(
            Stage stage, BaseImage base, Platform wanted, ImageBuild build, Session session, Path work)
            throws BuildException, IOException {
        List<Platform> there = platforms(base, session, work);
        if (!there.isEmpty() && there.stream().noneMatch(wanted::isServedBy)) {
            throw new BuildException(
                    "the base image " + base.named() + " has no " + wanted + "; it has "
                            + String.join(
                                    ", ", there.stream().map(Platform::toString).toList()),
                    build.dockerfile(),
                    stage.line(),
                    List.of());
        }
    }

    /** The platforms of an image; none where it does not say, or is not there. */
    private static List<Platform> platforms(BaseImage base, Session session, Path work) throws IOException {
        Optional<PulledManifest> pulled =
                new ManifestPuller(session).pull(base.repository(), new DigestReference(base.digest()));
        List<Platform> platforms = new ArrayList<>();
        if (pulled.isPresent()) {
            JsonNode manifest = JSON.readTree(pulled.get().content());
            for (JsonNode child : manifest.path("manifests")) {
                Platform.of(child.path("platform")).ifPresent(platforms::add);
            }
            JsonNode config = manifest.path("config");
            if (config.isObject() && config.path("size").asLong() <= Manifest.MAX_SIZE) {
                Path file = work.resolve("config.json");
                Digest digest = Digest.parse(config.path("digest").asText());
                new BlobPuller(session, Progress.NONE)
                        .pull(base.repository(), digest, config.path("size").asLong(), file);
                Platform.of(JSON.readTree(file.toFile())).ifPresent(platforms::add);
                Files.delete(file);
            }
        }
        return platforms;
    }

    /**
     * A platform.
     *
     * @param variant such as {@code v7}; empty where none is said
     */
    record Platform(String os, String architecture, String variant) {
        static Platform parse(String text) {
            String[] parts = text.split("/", 3);
            return new Platform(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
        }

        /** Reads a platform from a descriptor or a config; empty for attestations, whose platform is unknown. */
        static Optional<Platform> of(JsonNode json) {
            String os = json.path("os").asText();
            String architecture = json.path("architecture").asText();
            return os.isEmpty() || os.equals("unknown")
                    ? Optional.empty()
                    : Optional.of(
                            new Platform(os, architecture, json.path("variant").asText()));
        }

        static String here() {
            String name = System.getProperty("os.arch", "amd64");
            return name.equals("aarch64") ? "arm64" : name;
        }

        boolean isServedBy(Platform other) {
            boolean same = os.equals(other.os) && architecture.equals(other.architecture);
            return same && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
        }

        @Override
        public String toString() {
            return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
        }
    }
}
