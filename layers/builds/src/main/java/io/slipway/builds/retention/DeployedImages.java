package io.slipway.builds.retention;

import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.Builds;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images that the builds of a space created for deployments, and which of them are needed. */
final class DeployedImages {
    private static final int PAGE = 1_000;

    private record Group(RepositoryName repository, String group) {}

    private final Map<TagName, DeployedImage> images = new LinkedHashMap<>();
    private final Set<TagName> underWay = new HashSet<>();
    private final Map<String, DeploymentState> states = new HashMap<>();
    private final Map<Group, DeployedImage> current = new HashMap<>();

    private DeployedImages() {}

    /**
     * Reads the builds of a space. A query for each megabyte of builds, and one for the state of deployments.
     *
     * @param since the creation time of the space: older builds belong to an earlier space of the same name
     */
    static DeployedImages read(Builds builds, Deployments deployments, SpaceName space, Instant since) {
        DeployedImages all = new DeployedImages();
        deployments.states(space).forEach(state -> all.states.put(state.deployment(), state));
        Optional<String> before = Optional.empty();
        while (true) {
            List<Build> page = builds.list(space, before, PAGE);
            page.stream().filter(build -> !build.created().isBefore(since)).forEach(all::add);
            if (page.size() < PAGE) {
                break;
            }
            before = Optional.of(page.getLast().id().id());
        }
        all.images.values().forEach(all::contend);
        return all;
    }

    /** Adds builds, newest first; images of older builds for the same tag have lost the tag. */
    private void add(Build build) {
        TagName name = new TagName(build.inputs().repository(), build.inputs().tag());
        if (!build.state().ended()) {
            underWay.add(name);
        }
        Digest digest = build.status().image();
        if (build.state() == BuildState.SUCCEEDED && digest != null) {
            DeployedImage image = DeployedImage.of(build, digest);
            images.putIfAbsent(name, image.requestedAt(requested(image)));
        }
    }

    private Instant requested(DeployedImage image) {
        return state(image).requested().filter(image.requested()::isBefore).orElse(image.requested());
    }

    private void contend(DeployedImage image) {
        current.merge(
                new Group(image.repository(), image.group()),
                image,
                (one, other) -> other.requested().isAfter(one.requested()) ? other : one);
    }

    DeploymentState state(DeployedImage image) {
        return states.getOrDefault(image.deployment(), DeploymentState.none(image.deployment()));
    }

    /** Returns all images, the most recently requested first. */
    List<DeployedImage> all() {
        return images.values().stream()
                .sorted(Comparator.comparing(DeployedImage::requested)
                        .thenComparing(DeployedImage::build)
                        .reversed())
                .toList();
    }

    /** Returns whether an image is the most recently requested one for its environment and tenant. */
    boolean isCurrent(DeployedImage image) {
        return image.equals(current.get(new Group(image.repository(), image.group()))) && !isRetired(image);
    }

    /** Returns whether the image's deployment is retired, and was not requested again since. */
    boolean isRetired(DeployedImage image) {
        return state(image).retired().filter(image.requested()::isBefore).isPresent();
    }

    /** Keeps the images of running builds, current images, and leased ones. */
    void protect(RepositoryName repository, Safe safe, Instant now) {
        underWay.stream()
                .filter(name -> name.repository().equals(repository))
                .forEach(name -> safe.keep(name.tag(), "a build in progress"));
        of(repository).forEach(image -> {
            if (isCurrent(image)) {
                keep(safe, image, "current in " + image.place());
            }
            state(image)
                    .leased()
                    .filter(now::isBefore)
                    .ifPresent(until ->
                            keep(safe, image, "leased until " + until + " for the deployment " + image.deployment()));
        });
    }

    private static void keep(Safe safe, DeployedImage image, String reason) {
        safe.keep(image.tag(), reason).keep(image.digest(), reason);
    }

    /** Returns the environment and tenant of each tag that a build created in a repository. */
    Map<Tag, String> groups(RepositoryName repository) {
        Map<Tag, String> groups = new HashMap<>();
        of(repository).forEach(image -> groups.put(image.tag(), image.group()));
        return groups;
    }

    /** Returns the images of a repository. */
    List<DeployedImage> of(RepositoryName repository) {
        return images.values().stream()
                .filter(image -> image.repository().equals(repository))
                .toList();
    }

    /** Returns the images of a version of a package. */
    List<DeployedImage> madeOf(RepositoryName repository, Set<Tag> tags) {
        List<DeployedImage> found = new ArrayList<>();
        images.values().stream()
                .filter(image -> image.packages().stream()
                        .anyMatch(it -> it.repository().equals(repository) && tags.contains(it.tag())))
                .forEach(found::add);
        return found;
    }
}
