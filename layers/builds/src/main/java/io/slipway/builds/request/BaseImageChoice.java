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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Resolves the base images that an SDI names, with the grants of the one who requests the build.
 *
 * @param ownBasesOnly whether base images must be in the build's space; asked where one is in another
 */
record BaseImageChoice(Manifests manifests, SpaceName space, Token token, BooleanSupplier ownBasesOnly) {
    /** The base images by the build argument or the name in the Dockerfile that stands for each. */
    List<BaseImage> of(Map<String, String> named, Problems problems) {
        List<BaseImage> bases = new ArrayList<>();
        new TreeMap<>(named)
                .forEach((argument, name) -> problems.noting("base image " + name, () -> ImageName.parse(space, name))
                        .filter(image -> allowed(image, name, problems))
                        .ifPresent(
                                image -> choose(image, argument, name, problems).ifPresent(bases::add)));
        return bases;
    }

    private boolean allowed(ImageName image, String name, Problems problems) {
        SpaceName other = image.repository().space();
        if (other.equals(space) || !ownBasesOnly.getAsBoolean()) {
            return true;
        }
        problems.add("the base image " + name + " must be in the space " + space
                + ", as the space's setting ownBasesOnly asks, but is in " + other);
        return false;
    }

    private Optional<BaseImage> choose(ImageName image, String argument, String name, Problems problems) {
        BuildPlanner.require(token, image.repository(), Action.PULL);
        Optional<Digest> digest = resolve(image);
        if (digest.isEmpty()) {
            problems.add("there is no base image " + name + " in this registry");
        }
        return digest.map(it -> argument.indexOf('/') < 0
                ? new BaseImage(argument, name, image.repository(), it)
                : new BaseImage("", argument, image.repository(), it));
    }

    private Optional<Digest> resolve(ImageName image) {
        return switch (image.reference()) {
            case Tag tag -> manifests.resolve(image.repository(), tag);
            case DigestReference it ->
                manifests.find(image.repository(), it.digest()).map(found -> it.digest());
        };
    }

    /** An image as an SDI names it: in the build's own space where it names none. */
    private record ImageName(RepositoryName repository, Reference reference) {
        static ImageName parse(SpaceName space, String text) {
            int at = text.indexOf('@');
            int end = at >= 0 ? at : text.lastIndexOf(':');
            if (end <= 0) {
                throw new IllegalArgumentException(
                        "it must have a tag or a digest, [space/]name:tag, but was " + Quoted.of(text));
            }
            String name = text.substring(0, end);
            RepositoryName repository =
                    name.indexOf('/') < 0 ? new RepositoryName(space, name) : RepositoryName.parse(name);
            return new ImageName(repository, Reference.parse(text.substring(end + 1)));
        }
    }
}
