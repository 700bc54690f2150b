package io.slipway.packages.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.packages.archive.ArchiveFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageManifestTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("default/packages/acme.web");
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void a_written_manifest_can_be_read_again() {
        PackageFile file = new PackageFile("Acme.Web.1.2.0+7.zip", DIGEST, 4711);
        byte[] content = PackageManifest.write(new PackageId("Acme.Web"), new PackageVersion("1.2.0+7"), file, CREATED);
        assertThat(ManifestReader.read(content, MediaTypes.OCI_MANIFEST).artifactType())
                .isEqualTo("application/vnd.slipway.package.v1");
        StoredPackage read = read("1.2.0_7", content).orElseThrow();
        assertThat(read.id().value()).isEqualTo("Acme.Web");
        assertThat(read.version().value()).isEqualTo("1.2.0+7");
        assertThat(read.file()).isEqualTo(file);
        assertThat(read.created()).contains(CREATED);
    }

    @Test
    void an_archive_pushed_by_oras_is_a_package_with_the_id_in_its_file_name() {
        StoredPackage read = read("1.2.0", manifest(layer("README.md") + "," + layer("Acme.Web.1.2.0.tar.gz"), ""))
                .orElseThrow();
        assertThat(read.id().value()).isEqualTo("Acme.Web");
        assertThat(read.version().value()).isEqualTo("1.2.0");
        assertThat(read.file().format()).isEqualTo(ArchiveFormat.TAR_GZIP);
        assertThat(read.created()).isEmpty();
    }

    @Test
    void annotations_that_contradict_the_repository_are_ignored() {
        String annotations = "\"io.slipway.package.id\":\"Other\",\"io.slipway.package.version\":\"9.9\","
                + "\"org.opencontainers.image.created\":\"yesterday\"";
        StoredPackage read =
                read("1.2.0", manifest(layer("x.zip"), annotations)).orElseThrow();
        assertThat(read.id().value()).isEqualTo("acme.web");
        assertThat(read.version().value()).isEqualTo("1.2.0");
        assertThat(read.created()).isEmpty();
        assertThat(read("_1", manifest(layer("x.zip"), ""))).isEmpty();
    }

    @Test
    void an_image_without_an_archive_is_not_a_package() {
        assertThat(read("1", manifest(layer("layer.txt"), ""))).isEmpty();
        assertThat(read("1", "[".getBytes(StandardCharsets.UTF_8))).isEmpty();
        StoredManifest index = new StoredManifest(DIGEST, MediaTypes.OCI_INDEX, manifest(layer("a.zip"), ""));
        assertThat(PackageManifest.read(REPOSITORY, new Tag("1"), index)).isEmpty();
    }

    @Test
    void only_repositories_of_the_feed_contain_packages() {
        StoredManifest manifest = new StoredManifest(DIGEST, MediaTypes.OCI_MANIFEST, manifest(layer("acme.zip"), ""));
        assertThat(PackageManifest.read(RepositoryName.parse("acme"), new Tag("1"), manifest))
                .isEmpty();
        assertThat(PackageId.of(RepositoryName.parse("default/packages/a/b"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a..b", "-a", "a/b", "a b", "ä", ".a", "a."})
    void an_id_must_be_a_valid_segment_of_a_repository_name(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PackageId(id));
    }

    @Test
    void ids_that_differ_only_in_case_are_equal() {
        assertThat(new PackageId("Acme.WEB")).isEqualTo(new PackageId("acme.web"));
        assertThat(new PackageId("Acme.WEB").repository(SpaceName.DEFAULT)).isEqualTo(REPOSITORY);
    }

    @ParameterizedTest
    @CsvSource({
        "a.zip, ZIP, .zip",
        "a.NuPkg, NUPKG, .NuPkg",
        "a.1.0.war, JAR, .war",
        "a.tar, TAR, .tar",
        "a.tar.gz, TAR_GZIP, .tar.gz",
        "a.TGZ, TAR_GZIP, .TGZ",
        "a.tar.bz2, TAR_BZIP2, .tar.bz2"
    })
    void the_extension_determines_the_format(String name, ArchiveFormat format, String extension) {
        assertThat(ArchiveFormat.of(name)).contains(format);
        assertThat(ArchiveFormat.extension(name)).isEqualTo(extension);
        assertThat(ArchiveFormat.withoutExtension(name) + extension).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {".zip", "a.7z", "a", "x/a.zip", "x\\a.zip", "a\u0001.zip"})
    void a_file_with_an_unknown_extension_is_not_a_package(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PackageFile(name, DIGEST, 1));
    }

    private static Optional<StoredPackage> read(String tag, byte[] content) {
        return PackageManifest.read(
                REPOSITORY, new Tag(tag), new StoredManifest(DIGEST, MediaTypes.OCI_MANIFEST, content));
    }

    private static byte[] manifest(String layers, String annotations) {
        return ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\""
                        + DIGEST + "\",\"size\":2},\"layers\":[" + layers + "],\"annotations\":{" + annotations + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String layer(String title) {
        return "{\"mediaType\":\"application/x\",\"digest\":\"" + DIGEST
                + "\",\"size\":1,\"annotations\":{\"org.opencontainers.image.title\":\"" + title + "\"}}";
    }
}
