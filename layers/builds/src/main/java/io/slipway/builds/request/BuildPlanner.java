package io.slipway.builds.request;

import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.BuildTag;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.instant.EngineChoice;
import io.slipway.builds.instant.InstantEngine;
import io.slipway.core.access.Action;
import io.slipway.core.access.Token;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.features.variables.ChosenVariables;
import io.slipway.features.variables.VariableFileException;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.Packages;
import io.slipway.packages.feed.StoredPackage;
import io.slipway.packages.feed.VersionChoice;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.PackageReference;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiPackages;
import io.slipway.packages.version.VersionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Resolves a build's inputs: every version and every tag becomes a digest. One error lists everything that is missing. */
public final class BuildPlanner {
    /** The maximum number of packages, and of base images, of an SDI. */
    public static final int MAX_REFERENCES = 100;

    private final Packages packages;
    private final Manifests manifests;
    private final SdiPackages sdis;
    private final EngineChoice engines;

    public BuildPlanner(Packages packages, Manifests manifests, SdiPackages sdis, EngineChoice engines) {
        this.packages = packages;
        this.manifests = manifests;
        this.sdis = sdis;
        this.engines = engines;
    }

    /**
     * A build that can run.
     *
     * @param inputs its inputs
     * @param reason the reason why a job builds it; empty if the instant engine does
     * @param configImage whether an image of only the changed files is built too
     * @param warnings probable mistakes
     */
    record Planned(BuildInputs inputs, String reason, boolean configImage, List<String> warnings) {}

    /**
     * Resolves the inputs of the build; names that the caller may not read or write are refused before their existence is revealed.
     *
     * @param settings the settings of the build's space, read if a base image is in another space or another registry
     */
    Planned plan(
            BuildId id,
            BuildRequest request,
            Token token,
            String host,
            Spaces spaces,
            Supplier<SpaceSettings> settings) {
        SpaceName space = request.space();
        require(token, request.id().repository(space), Action.PULL);
        Problems problems = new Problems();
        Optional<ChosenVariables> variables = variables(request, problems);
        Optional<StoredPackage> found = packages.find(space, request.id(), request.version());
        if (found.isEmpty()) {
            problems.add("there is no package " + request.id() + " " + request.version() + " in the space " + space);
        }
        Optional<SdiPackages.Definition> definition = found.flatMap(it -> definition(it, problems));
        if (definition.isEmpty()) {
            problems.end();
        }
        SdiFile known = definition.orElseThrow().file();
        bound("packages", known.packages().size(), problems);
        Map<String, String> written = written(definition.get(), host, settings);
        bound("base images", known.build().baseImages().size() + written.size(), problems);
        problems.end();
        Optional<RepositoryName> repository = problems.noting(
                "image",
                () -> new RepositoryName(
                        space, known.image().orElse(request.id().key())));
        repository.ifPresent(it -> require(token, it, Action.PUSH));
        List<InputPackage> others = referenced(request, known, token, problems);
        List<BaseImage> bases = new BaseImageChoice(manifests, space, token, spaces::now, settings)
                .of(known.build().baseImages(), written, problems);
        problems.end();
        StoredPackage source = found.orElseThrow();
        Tag tag = BuildTag.of(source.version().value(), request.deployment().id());
        ChosenVariables chosen = variables.orElseThrow();
        BuildInputs plan = new BuildInputs(
                id,
                request.deployment(),
                input(source, true, ""),
                others,
                SystemVariables.complete(chosen.variables(), request, source, others),
                repository.orElseThrow(),
                tag,
                bases,
                request.allowSensitive(),
                BuildInputs.BUILDER);
        Optional<String> reason = engines.needsJob(plan, definition.get(), host);
        if (reason.isPresent() && known.build().engine() == BuildSettings.Engine.INSTANT) {
            problems.add(SdiFile.NAME + " requests the instant engine, which cannot build this image: " + reason.get());
        }
        if (reason.isPresent() && known.build().platforms().size() > 1) {
            problems.add("only the instant engine builds images for several platforms, but it cannot build this one: "
                    + reason.get());
        }
        problems.end();
        BuildInputs inputs = reason.isPresent() ? plan : plan.by(InstantEngine.VERSION);
        return new Planned(inputs, reason.orElse(""), known.build().configImage(), chosen.warnings());
    }

    /** Limits the number of references, because each costs reads even if the request is refused. */
    private static void bound(String what, int count, Problems problems) {
        if (count > MAX_REFERENCES) {
            problems.add(
                    "an SDI may refer to at most " + MAX_REFERENCES + " " + what + ", but this one refers to " + count);
        }
    }

    private static Optional<ChosenVariables> variables(BuildRequest request, Problems problems) {
        try {
            return Optional.of(
                    ChosenVariables.of(request.variables(), request.deployment().scope()));
        } catch (VariableFileException e) {
            problems.add("variables: " + e.problem());
            return Optional.empty();
        }
    }

    private Optional<SdiPackages.Definition> definition(StoredPackage source, Problems problems) {
        String name = source.id() + " " + source.version();
        try {
            return Optional.of(sdis.read(source));
        } catch (SdiFileException e) {
            e.problems().forEach(problem -> problems.add(SdiFile.NAME + " of " + name + ": " + problem));
        } catch (IOException e) {
            problems.add("the package " + name + " cannot be built: " + e.getMessage());
        }
        return Optional.empty();
    }

    private List<InputPackage> referenced(BuildRequest request, SdiFile definition, Token token, Problems problems) {
        List<InputPackage> chosen = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (PackageReference reference : definition.packages()) {
            String key = reference.key();
            ids.add(key);
            String wanted =
                    request.pinned().getOrDefault(key, reference.version().orElse(""));
            choose(request.space(), reference.id(), wanted, token, problems)
                    .map(it -> input(it, reference.extract(), reference.folderOrId()))
                    .ifPresent(chosen::add);
        }
        request.pinned().keySet().stream()
                .filter(key -> !ids.contains(key))
                .forEach(key -> problems.add("the SDI " + request.id() + " " + request.version()
                        + " does not refer to the package " + key + ", for which the request sets a version"));
        return chosen;
    }

    private Optional<StoredPackage> choose(SpaceName space, String id, String wanted, Token token, Problems problems) {
        Optional<PackageId> named = problems.noting("packages", () -> new PackageId(id));
        if (named.isEmpty()) {
            return Optional.empty();
        }
        require(token, named.get().repository(space), Action.PULL);
        List<StoredPackage> versions = packages.versions(space, named.get());
        if (versions.isEmpty()) {
            problems.add("there is no package " + id + " in the space " + space);
            return Optional.empty();
        }
        try {
            Optional<StoredPackage> chosen = new VersionChoice(wanted).of(versions);
            if (chosen.isEmpty()) {
                problems.add("no version of the package " + id + " matches " + wanted + "; there "
                        + (versions.size() == 1 ? "is " : "are ") + some(versions));
            }
            return chosen;
        } catch (VersionException e) {
            problems.add("the version of the package " + id + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String some(List<StoredPackage> versions) {
        int shown = 5;
        String first = String.join(
                ", ",
                versions.stream().limit(shown).map(it -> it.version().value()).toList());
        return versions.size() <= shown ? first : first + " and " + (versions.size() - shown) + " more";
    }

    /** Returns the images that the Dockerfile itself refers to by this registry's host or through a mirror. */
    private static Map<String, String> written(
            SdiPackages.Definition definition, String host, Supplier<SpaceSettings> space) {
        BuildSettings settings = definition.file().build();
        NamedImages images = new NamedImages(
                host,
                name -> settings.mirrors()
                        .find(name)
                        .or(() -> space.get().mirrors().find(name)));
        return definition
                .dockerfile()
                .map(text -> images.of(text, settings.args()))
                .orElse(Map.of());
    }

    private static InputPackage input(StoredPackage stored, boolean extract, String folder) {
        return new InputPackage(
                stored.id().value(),
                stored.version().value(),
                stored.repository(),
                stored.file().digest(),
                stored.file().size(),
                stored.file().name(),
                extract,
                folder);
    }

    static void require(Token token, RepositoryName repository, Action action) {
        if (!token.allows(repository, action)) {
            throw new RegistryException(
                    ErrorCode.DENIED, "this needs a token that may " + action.word() + " " + repository.familiar());
        }
    }
}
