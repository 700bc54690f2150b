package io.slipway.builds.retention;

import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.record.Build;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.packages.feed.PackageVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that a build created for a deployment.
 *
 * @param repository the repository
 * @param tag the tag
 * @param digest the manifest
 * @param build the id of the build within its space
 * @param sdi the id and version of the package with the Dockerfile, separated by a blank
 * @param deployment the deployment
 * @param environment the environment's name
 * @param tenant the tenant's name, empty without one
 * @param requested the time of the last request for the build
 * @param packages the versions of its packages
 */
record DeployedImage(
        RepositoryName repository,
        Tag tag,
        Digest digest,
        String build,
        String sdi,
        String deployment,
        String environment,
        String tenant,
        Instant requested,
        List<TagName> packages) {
    DeployedImage {
        packages = List.copyOf(packages);
    }

    static DeployedImage of(Build build, Digest digest) {
        BuildInputs inputs = build.inputs();
        List<TagName> packages = new ArrayList<>();
        packages.add(tag(inputs.sdi()));
        inputs.packages().forEach(it -> packages.add(tag(it)));
        return new DeployedImage(
                inputs.repository(),
                inputs.tag(),
                digest,
                build.id().id(),
                inputs.sdi().id() + " " + inputs.sdi().version(),
                inputs.deployment().id(),
                inputs.deployment().environment(),
                named(inputs.deployment().tenant()),
                build.created(),
                packages);
    }

    private static TagName tag(InputPackage it) {
        return new TagName(it.repository(), new PackageVersion(it.version()).tag());
    }

    private static String named(@Nullable String tenant) {
        return Optional.ofNullable(tenant).orElse("");
    }

    DeployedImage requestedAt(Instant moment) {
        return new DeployedImage(
                repository, tag, digest, build, sdi, deployment, environment, tenant, moment, packages);
    }

    TagName name() {
        return new TagName(repository, tag);
    }

    /** Returns the environment and tenant as a key that ignores case, as Octopus does. */
    String group() {
        return (environment + "\n" + tenant).toLowerCase(Locale.ROOT);
    }

    /** Returns the environment and tenant for display. */
    String place() {
        return tenant.isEmpty() ? environment : environment + " for " + tenant;
    }
}
