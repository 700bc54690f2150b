package io.slipway.function.builds;

import io.slipway.aws.blob.S3BlobBytes;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.EffectiveVariable;
import io.slipway.builds.request.Sdi;
import io.slipway.builds.request.SdiDefinition;
import io.slipway.builds.request.SdiException;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.features.variables.ChosenVariables;
import io.slipway.features.variables.DeploymentScope;
import io.slipway.features.variables.DeploymentScope.Dimension;
import io.slipway.features.variables.VariableFile;
import io.slipway.features.variables.VariableFileException;
import io.slipway.packages.archive.RangeChannel;
import io.slipway.packages.archive.SmallFiles;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.StoredPackage;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.PackageReference;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionException;
import io.slipway.packages.version.VersionRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the planning of builds needs to know from the file features' side. */
final class SdiSources implements Sdi {
    private static final Pattern RANGE = Pattern.compile("[\\[(].*|.*\\*.*");

    private final Blobs blobs;
    private final S3BlobBytes bytes;

    SdiSources(Blobs blobs, S3BlobBytes bytes) {
        this.blobs = blobs;
        this.bytes = bytes;
    }

    /** Reads {@code sdi.yaml} out of the archive, which is not fetched whole; without one the defaults hold, if there is a Dockerfile. */
    @Override
    public SdiDefinition definition(StoredPackage sdi) throws SdiException {
        String name = sdi.id() + " " + sdi.version();
        try {
            Map<String, byte[]> files = files(sdi, Set.of(SdiFile.NAME, SdiFile.OTHER_NAME, BuildSettings.DOCKERFILE));
            byte[] yaml = files.get(SdiFile.NAME);
            if (yaml == null && files.containsKey(SdiFile.OTHER_NAME)) {
                throw new SdiException(List.of("the package " + name + " has a file " + SdiFile.OTHER_NAME
                        + ", which nothing reads; rename it to " + SdiFile.NAME));
            }
            if (yaml == null && !files.containsKey(BuildSettings.DOCKERFILE)) {
                throw new SdiException(List.of("the package " + name + " is no Source Docker Image: it has neither "
                        + SdiFile.NAME + " nor " + BuildSettings.DOCKERFILE + " at its root"));
            }
            SdiFile file = yaml == null ? SdiFile.DEFAULT : SdiFileReader.read(yaml);
            return new SdiDefinition(
                    file.image(),
                    file.packages().stream().map(SdiSources::reference).toList(),
                    file.build().baseImages());
        } catch (SdiFileException e) {
            throw new SdiException(e.problems().stream()
                    .map(problem -> SdiFile.NAME + " of " + name + ": " + problem)
                    .toList());
        } catch (IOException e) {
            throw new SdiException(List.of("the package " + name + " cannot be read: " + e.getMessage()));
        }
    }

    private static SdiDefinition.Reference reference(PackageReference it) {
        return new SdiDefinition.Reference(it.id(), it.version().orElse(""), it.extract(), it.folderOrId());
    }

    private Map<String, byte[]> files(StoredPackage sdi, Set<String> wanted) throws IOException {
        PackageFile file = sdi.file();
        StoredBlob blob = blobs.find(sdi.repository(), file.digest())
                .orElseThrow(() -> new IOException("its archive is not in the registry"));
        if (file.format().isZip()) {
            return SmallFiles.ofZip(
                    new RangeChannel(blob.size(), (from, length) -> bytes.read(blob, from, length)),
                    file.format(),
                    wanted);
        }
        try (InputStream in = bytes.open(blob)) {
            return SmallFiles.ofTar(in, blob.size(), file.format(), wanted);
        }
    }

    /** A range takes the newest that fits; a version itself, however it is spelled; nothing the newest release. */
    @Override
    public Optional<StoredPackage> choose(String wanted, List<StoredPackage> versions) throws SdiException {
        try {
            List<Parsed> parsed =
                    versions.stream().flatMap(it -> Parsed.of(it).stream()).toList();
            String text = wanted.strip();
            if (!text.isEmpty() && !RANGE.matcher(text).matches()) {
                return exact(text, versions, parsed);
            }
            VersionRange<OctopusVersion> range = VersionRange.parse(text.isEmpty() ? "*" : text, OctopusVersion::parse);
            return range.newest(parsed.stream().map(Parsed::version).toList())
                    .flatMap(newest -> parsed.stream()
                            .filter(it -> it.version().equals(newest))
                            .findFirst())
                    .map(Parsed::stored);
        } catch (VersionException e) {
            throw new SdiException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<StoredPackage> exact(String text, List<StoredPackage> versions, List<Parsed> parsed) {
        Optional<StoredPackage> spelled = versions.stream()
                .filter(it -> it.version().value().equals(text))
                .findFirst();
        OctopusVersion version = OctopusVersion.parse(text);
        return spelled.or(() -> parsed.stream()
                .filter(it -> it.version().compareTo(version) == 0)
                .map(Parsed::stored)
                .min(Comparator.comparing(it -> it.version().value())));
    }

    private record Parsed(StoredPackage stored, OctopusVersion version) {
        static Optional<Parsed> of(StoredPackage stored) {
            try {
                return Optional.of(
                        new Parsed(stored, OctopusVersion.parse(stored.version().value())));
            } catch (VersionException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public Holding variables(String json, DeploymentTarget deployment) throws SdiException {
        DeploymentScope scope = new DeploymentScope()
                .with(Dimension.ENVIRONMENT, List.of(deployment.environment()))
                .with(Dimension.TENANT, given(deployment.tenant()))
                .with(Dimension.TENANT_TAG, deployment.tenantTags())
                .with(Dimension.CHANNEL, given(deployment.channel()))
                .with(Dimension.ROLE, deployment.roles())
                .with(Dimension.MACHINE, given(deployment.machine()))
                .with(Dimension.ACTION, given(deployment.step()))
                .with(Dimension.PROCESS, given(deployment.process()));
        try {
            ChosenVariables chosen = ChosenVariables.of(VariableFile.read("variables.json", json), scope);
            return new Holding(
                    chosen.variables().stream()
                            .map(it -> new EffectiveVariable(it.name(), it.value(), it.sensitive()))
                            .toList(),
                    chosen.warnings());
        } catch (VariableFileException e) {
            // The text was written anew, so a place in it would help nobody.
            throw new SdiException(List.of(e.problem()));
        }
    }

    private static List<String> given(@Nullable String name) {
        return name == null ? List.of() : List.of(name);
    }
}
