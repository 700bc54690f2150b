package io.slipway.builds.inputs;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The resolved inputs of a build: a job needs nothing else, and the same inputs give the same image.
 *
 * @param build the id of the build
 * @param deployment the target of the image
 * @param sdi the package with the Dockerfile; it is extracted into the working folder
 * @param packages the packages that it refers to, by id
 * @param variables the variables in scope for this deployment, in order, with their values as declared: templates
 * @param repository the image's repository
 * @param tag the image's tag
 * @param bases the base images that are in this registry
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
    /** The builder's version, raised whenever the same inputs would give a different image than before. */
    public static final String BUILDER = "2";

    /** The prefix of the instant engine's versions. */
    public static final String INSTANT = "instant-";

    public BuildInputs {
        packages = List.copyOf(packages);
        variables = List.copyOf(variables);
        bases = List.copyOf(bases);
    }

    /** Returns a copy with these variables. */
    public BuildInputs with(List<Variable> others) {
        return new BuildInputs(
                build, deployment, sdi, packages, others, repository, tag, bases, allowSensitive, builder);
    }

    /** Returns the repositories that the job reads: those of its packages and of its base images. */
    public Set<RepositoryName> sources() {
        Set<RepositoryName> sources = new LinkedHashSet<>();
        sources.add(sdi.repository());
        packages.forEach(it -> sources.add(it.repository()));
        bases.forEach(it -> sources.add(it.repository()));
        return Collections.unmodifiableSet(sources);
    }

    /** Returns a copy for this version of an engine. */
    public BuildInputs by(String version) {
        return new BuildInputs(
                build, deployment, sdi, packages, variables, repository, tag, bases, allowSensitive, version);
    }

    /** Returns whether the instant engine builds the image. */
    public boolean instant() {
        return builder.startsWith(INSTANT);
    }

    /** Returns the tag of the image of only the changed files. */
    public Tag configTag() {
        return BuildTag.ofConfig(tag);
    }

    /** Returns the image's familiar name and tag, without the registry's host. */
    public String image() {
        return repository.familiar() + ":" + tag;
    }
}
