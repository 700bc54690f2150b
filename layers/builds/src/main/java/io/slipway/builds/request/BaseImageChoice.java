package io.slipway.builds.request;

import io.slipway.builds.inputs.BaseImage;
import io.slipway.core.access.Action;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.Quoted;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.SpaceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Resolves an SDI's base images, with the grants of the requesting token.
 *
 * @param now looks up the current space of a name
 * @param settings the settings of the build's space, read if a base image is in another
 */
record BaseImageChoice(
        Manifests manifests,
        SpaceName space,
        Token token,
        UnaryOperator<SpaceName> now,
        Supplier<SpaceSettings> settings) {
    /**
     * Returns the base images.
     *
     * @param arguments names of images by the build argument that passes each to the Dockerfile
     * @param written names of images in this registry by their names in the Dockerfile itself
     */
    List<BaseImage> of(Map<String, String> arguments, Map<String, String> written, Problems problems) {
        List<BaseImage> bases = new ArrayList<>();
        new TreeMap<>(arguments)
                .forEach((argument, name) -> choose(name, name, "", problems)
                        .map(image -> new BaseImage(argument, name, image.repository(), image.digest()))
                        .ifPresent(bases::add));
        new TreeMap<>(written)
                .forEach((text, name) -> choose(text, name, advice(text, name), problems)
                        .map(image -> new BaseImage("", text, image.repository(), image.digest()))
                        .ifPresent(bases::add));
        return bases;
    }

    /** Returns advice about a missing mirror; empty if the Dockerfile refers to this registry directly. */
    private static String advice(String text, String name) {
        return text.endsWith("/" + name)
                ? ""
                : ", the mirror of " + text + "; 'slipway image copy " + text + " " + name + "' copies it here";
    }

    /** Resolves the image's space to the current one of that name, or to the build's own. */
    private ImageName located(ImageName image) {
        SpaceName named = image.repository().space();
        SpaceName there = named.value().equals(space.value()) ? space : now.apply(named);
        return new ImageName(image.repository().at(there.generation()), image.reference());
    }

    private boolean allowed(ImageName image, String name, Problems problems) {
        SpaceName other = image.repository().space();
        if (other.equals(space) || !settings.get().ownBasesOnly()) {
            return true;
        }
        problems.add("the base image " + name + " must be in the space " + space
                + ", because of its setting ownBasesOnly, but is in " + other);
        return false;
    }

    private record Chosen(RepositoryName repository, Digest digest) {}

    private Optional<Chosen> choose(String shown, String name, String advice, Problems problems) {
        Optional<ImageName> image = problems.noting("base image " + shown, () -> ImageName.parse(space, name))
                .map(this::located)
                .filter(it -> allowed(it, name, problems));
        if (image.isEmpty()) {
            return Optional.empty();
        }
        RepositoryName repository = image.get().repository();
        BuildPlanner.require(token, repository, Action.PULL);
        Optional<Digest> digest = resolve(image.get());
        if (digest.isEmpty()) {
            problems.add("there is no base image " + name + " in this registry" + advice);
        }
        return digest.map(it -> new Chosen(repository, it));
    }

    private Optional<Digest> resolve(ImageName image) {
        return switch (image.reference()) {
            case Tag tag -> manifests.resolve(image.repository(), tag);
            case DigestReference it ->
                manifests.find(image.repository(), it.digest()).map(found -> it.digest());
        };
    }

    /** A name in an SDI; without a space, it is in the build's own. */
    private record ImageName(RepositoryName repository, Reference reference) {
        static ImageName parse(SpaceName space, String text) {
            int at = text.indexOf('@');
            int end = at >= 0 ? at : text.lastIndexOf(':');
            if (end <= 0) {
                throw new IllegalArgumentException(
                        "it must have a tag or a digest, [space/]name:tag, but was " + Quoted.of(text));
            }
            // With both a tag and a digest, the digest counts.
            String name =
                    at < 0 ? text.substring(0, end) : text.substring(0, end).replaceFirst(":[^/]*$", "");
            RepositoryName repository =
                    name.indexOf('/') < 0 ? new RepositoryName(space, name) : RepositoryName.parse(name);
            return new ImageName(repository, Reference.parse(text.substring(end + 1)));
        }
    }
}
