package io.slipway.features.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.packages.archive.ArchiveFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
    @TempDir
    Path folder;

    @Test
    void packages_found_by_their_tools_metadata_are_listed_once_and_in_order() throws IOException {
        byte[] jar = zip(Map.of(
                "META-INF/maven/com.acme/lib/pom.properties", text("groupId=com.acme\nartifactId=lib\nversion=1.0\n")));
        byte[] war = zip(Map.of("WEB-INF/lib/lib-1.0.jar", jar, "WEB-INF/lib/again.jar", jar));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("app/web.war", war);
        files.put("app/broken.jar", text("no jar"));
        files.put("Acme.deps.json", text("""
                {"libraries": {"Acme/1.0.0": {"type": "project"}, "Newtonsoft.Json/13.0.3": {"type": "package"}}}"""));
        files.put("ui/package-lock.json", text("""
                {"lockfileVersion": 3, "packages": {
                  "": {"name": "ui", "version": "1.0.0"},
                  "node_modules/@babel/core": {"version": "7.1.0"},
                  "node_modules/a/node_modules/b": {"version": "2.0.0"},
                  "node_modules/jest": {"version": "29.0.0", "dev": true}}}"""));
        files.put("old/package-lock.json", text("""
                {"dependencies": {"c": {"version": "1.0.0", "dependencies": {"d": {"version": "1.1.0"}}}}}"""));
        files.put("lib/python/Acme_Tools-1.2.dist-info/METADATA", text("Name: Acme_Tools\nVersion: 1.2\n\nText\n"));
        files.put("Acme.nuspec", text("<package><metadata><id>Acme</id><version>1.0.0</version></metadata></package>"));
        files.put("broken.deps.json", text("{"));
        Path archive = Files.write(folder.resolve("it.zip"), zip(files));
        assertThat(Components.of(archive, ArchiveFormat.NUPKG, folder))
                .extracting(Component::url)
                .containsExactly(
                        "pkg:maven/com.acme/lib@1.0",
                        "pkg:npm/%40babel/core@7.1.0",
                        "pkg:npm/b@2.0.0",
                        "pkg:npm/c@1.0.0",
                        "pkg:npm/d@1.1.0",
                        "pkg:nuget/Acme@1.0.0",
                        "pkg:nuget/Newtonsoft.Json@13.0.3",
                        "pkg:pypi/acme-tools@1.2");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
