package io.slipway.packages.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFileNameTest {
    @ParameterizedTest
    @CsvSource({
        "mywebapp.1.2.0.zip, mywebapp, 1.2.0, .zip",
        "Acme.Web-App_x.1.0.0.nupkg, Acme.Web-App_x, 1.0.0, .nupkg",
        "foo.1.0.0-rc.1.zip, foo, 1.0.0-rc.1, .zip",
        "foo.1.0.0-rc.1+build.7.zip, foo, 1.0.0-rc.1+build.7, .zip",
        "foo.1.0.0-release.tar.gz, foo, 1.0.0-release, .tar.gz",
        "foo.1.0.0.tar.bz2, foo, 1.0.0, .tar.bz2",
        "foo.1.0.0+meta.tar, foo, 1.0.0+meta, .tar",
        "foo.1.0.tar.gz.asc, foo, 1.0, .tar.gz.asc",
        "foo-1.0.0.zip, foo-1, 0.0, .zip",
        "foo.1.tgz, foo, 1, .tgz",
        "foo.bar.1.2.3.4.ZIP, foo.bar, 1.2.3.4, .zip",
        "web.2.app.1.0.jar, web.2.app, 1.0, .jar",
        "Ärger.1.0.zip, Ärger, 1.0, .zip",
        "Acme%2FWeb@S1.2.0+a@0123456789ABCDEF0123456789ABCDEF.tar.gz, Acme/Web, 1.2.0+a, .tar.gz",
        "a%C3%A4@O1.0_x@00.zip, aä, 1.0_x, .zip",
        "My%2FPackage@M12%3A8@00.jar, My/Package, 12:8, .jar",
        "foo.1.0.0-tag-release.tag+buildmeta.nupkg, foo, 1.0.0-tag-release.tag+buildmeta, .nupkg",
        "foo.1.0.0-tag-release.tag.tar.bz2, foo, 1.0.0-tag-release.tag, .tar.bz2"
    })
    void id_version_and_extension_are_read_from_a_name(String name, String id, String version, String extension) {
        PackageFileName parsed = PackageFileName.parse(name);
        assertThat(List.of(parsed.id(), parsed.version().text(), parsed.extension()))
                .containsExactly(id, version, extension);
    }

    @Test
    void a_file_name_is_formed_from_id_version_and_extension() {
        assertThat(PackageFileName.parse("foo.1.0.0-rc.TAR.GZ")).hasToString("foo.1.0.0-rc.tar.gz");
        assertThat(PackageFileName.parse("Acme.Web.1.2.0.zip")).hasToString("Acme.Web.1.2.0.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "foo.zip",
                "foo.1.0.0",
                ".1.0.zip",
                "foo..1.0.zip",
                "a/b.1.0.zip",
                "foo.99999999999.zip",
                "a@S@0.zip",
                "a@X1@0.zip",
                "a@S1.0@0",
                "a@S1.D.0@0.zip",
                "a@1.0.0@0.zip",
                "a@S1_0@0.zip",
                "foo .1.0.zip"
            })
    void a_name_without_an_id_and_a_version_is_refused(String name) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> PackageFileName.parse(name));
    }

    @Test
    void a_hostile_name_is_refused_quickly() {
        for (String name :
                new String[] {"a_".repeat(250), "a.1-".repeat(120), "a.1-a".repeat(100) + "!", "a".repeat(100_000)}) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> assertThatExceptionOfType(VersionException.class)
                            .isThrownBy(() -> PackageFileName.parse(name)));
        }
    }
}
