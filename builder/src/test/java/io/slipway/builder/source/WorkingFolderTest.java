package io.slipway.builder.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.packages.sdi.SdiFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingFolderTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private WorkingFolder working = new WorkingFolder(folder);

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work")).toRealPath();
        working = new WorkingFolder(folder);
    }

    @Test
    void packages_are_placed_beside_the_files_of_the_sdi() throws Exception {
        working.extractSdi(sdi(), zip("Dockerfile", "FROM scratch", "config/app.json", "{}"));
        working.add(reference("web", true), zip("index.html", "<html>"));
        working.add(reference("tools/cli", false), zip("cli", "binary"));
        assertThat(folder.resolve("Dockerfile")).hasContent("FROM scratch");
        assertThat(folder.resolve("config/app.json")).hasContent("{}");
        assertThat(folder.resolve("web/index.html")).hasContent("<html>");
        assertThat(folder.resolve("tools/cli.zip")).isRegularFile();
    }

    @Test
    void the_definition_is_read_from_the_sdi_or_has_defaults() throws Exception {
        assertThat(working.sdiFile()).isEqualTo(SdiFile.DEFAULT);
        working.extractSdi(sdi(), zip("sdi.yaml", "image: web\n", "Dockerfile", "FROM scratch"));
        assertThat(working.sdiFile().image()).contains("web");
    }

    @Test
    void a_mistake_in_the_definition_is_reported_with_its_line() throws Exception {
        working.extractSdi(sdi(), zip("sdi.yaml", "image: web\nimge: x\n"));
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> working.sdiFile())
                .withMessageStartingWith("the key must be one of image, ")
                .satisfies(e -> assertThat(e.file() + ":" + e.line()).isEqualTo("sdi.yaml:2"));
    }

    @Test
    void a_definition_under_another_name_is_refused() throws Exception {
        Path archive = zip("sdi.yml", "image: web\n");
        assertRefused("the package App 1.0 cannot be built: ", () -> working.extractSdi(sdi(), archive));
    }

    @Test
    void two_packages_cannot_have_the_same_folder() throws Exception {
        working.extractSdi(sdi(), zip("web/Dockerfile", "FROM scratch"));
        Path archive = zip("index.html", "<html>");
        assertRefused(
                "the package web must be placed in the folder web", () -> working.add(reference("web", true), archive));
    }

    @Test
    void a_package_outside_of_the_working_folder_is_refused() throws Exception {
        Path archive = zip("index.html", "<html>");
        for (String outside : new String[] {"../outside", "..", ".", "a/../../outside"}) {
            assertRefused("the folder " + outside, () -> working.add(reference(outside, true), archive));
        }
        assertThat(temporary.resolve("outside")).doesNotExist();
    }

    @Test
    void a_link_of_the_sdi_cannot_redirect_a_package() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("web"), elsewhere);
        Path archive = zip("index.html", "<html>");
        for (boolean extract : new boolean[] {true, false}) {
            assertRefused(
                    "the package web/app must be placed in web/app, but the SDI has a link there",
                    () -> working.add(reference("web/app", extract), archive));
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_damaged_archive_is_reported_with_its_package() throws Exception {
        Path archive = temporary.resolve("damaged.zip");
        Files.writeString(archive, "not a zip");
        assertRefused("cannot extract App 1.0 (App.1.0.zip): ", () -> working.extractSdi(sdi(), archive));
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatExceptionOfType(BuildException.class).isThrownBy(call).withMessageStartingWith(message);
    }

    private static InputPackage sdi() {
        return reference("App", "", true);
    }

    private static InputPackage reference(String folder, boolean extract) {
        return reference(folder, folder, extract);
    }

    private static InputPackage reference(String id, String folder, boolean extract) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, id.getBytes(StandardCharsets.UTF_8));
        return new InputPackage(
                id, "1.0", RepositoryName.parse("packages/app"), digest, 1, "App.1.0.zip", extract, folder);
    }

    /** Creates a zip of alternating names and contents. */
    private Path zip(String... files) throws IOException {
        Path archive = Files.createTempFile(temporary, "package", ".zip");
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(files[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }
}
