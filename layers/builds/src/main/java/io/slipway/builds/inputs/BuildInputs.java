package io.slipway.builds.inputs;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The resolved inputs of a build: a job needs nothing else, and the same inputs make the same image.
 *
 * @param build the id of the build
 * @param deployment the target of the image
 * @param sdi the package with the Dockerfile; it is extracted into the working folder
 * @param packages the packages that it refers to, by id
 * @param variables the variables in scope for this deployment, values as declared (they are templates), in their order
 * @param repository the image's repository
 * @param tag the image's tag
 * @param bases the images of this registry that the SDI builds on
 * @param allowSensitive whether sensitive values may be baked into the image, whatever the SDI says
 * @param builder the version of the builder
 */
public record BuildInputs(
        BuildId build,
        DeploymentTarget deployment,
        InputPackage sdi,
        List<InputPackage> packages,
        List<Variable> variables,
        RepositoryName repository,
        Tag tag,
        List<BaseImage> bases,
        boolean allowSensitive,
        String builder) {
    /** The builder's version. It is raised when the same inputs would make another image than before. */
    public static final String BUILDER = "2";

    /** The versions of the instant engine begin with this. */
    public static final String INSTANT = "instant-";

    public BuildInputs {
        packages = List.copyOf(packages);
        variables = List.copyOf(variables);
        bases = List.copyOf(bases);
    }

    /** The same with these variables. */
    public BuildInputs with(List<Variable> others) {
        return new BuildInputs(
                build, deployment, sdi, packages, others, repository, tag, bases, allowSensitive, builder);
    }

    /** The repositories that the job reads: those of its packages and of its base images. */
    public Set<RepositoryName> sources() {
        Set<RepositoryName> sources = new LinkedHashSet<>();
        sources.add(sdi.repository());
        packages.forEach(it -> sources.add(it.repository()));
        bases.forEach(it -> sources.add(it.repository()));
        return Collections.unmodifiableSet(sources);
    }

    /** The same, made by this version of an engine. */
    public BuildInputs by(String version) {
        return new BuildInputs(
                build, deployment, sdi, packages, variables, repository, tag, bases, allowSensitive, version);
    }

    /** Returns whether the instant engine makes the image: its versions are named after it. */
    public boolean instant() {
        return builder.startsWith(INSTANT);
    }

    /** The tag of the image of the changed files alone. */
    public Tag configTag() {
        return BuildTag.ofConfig(tag);
    }

    /** The image as people name it, without the registry's host. */
    public String image() {
        return repository.familiar() + ":" + tag;
    }
}
