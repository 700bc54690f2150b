package io.slipway.packages.archive;

import static io.slipway.packages.archive.Archives.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.packages.version.VersionException;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

class PackageIdentityTest {
    private static final String NUSPEC = """
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>Acme.Core</id> <version> 1.2.3-beta.4 </version>
              <dependencies><dependency id="Other" version="9.9" /></dependencies>
            </metadata></package>""";

    @Test
    void a_nuget_package_has_the_identity_in_its_nuspec() throws IOException {
        byte[] nupkg = zip(Map.of("Acme.Core.nuspec", NUSPEC, "lib/other.nuspec", "<x/>"));
        assertThat(of(nupkg, "acme.core.1.2.3-beta.4.nupkg")).hasToString("Acme.Core 1.2.3-beta.4");
        assertThat(of(nupkg, "download.nupkg")).hasToString("Acme.Core 1.2.3-beta.4");
        String hostile = "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                + NUSPEC.replaceFirst("<\\?.*\\?>", "").replace("Acme.Core", "&e;");
        assertThat(of(zip(Map.of("x.nuspec", hostile)), "Acme.1.0.nupkg")).hasToString("Acme 1.0");
    }

    @Test
    void an_npm_package_has_the_identity_in_its_package_json() throws IOException {
        byte[] tgz = tgz(Map.of("package/package.json", "{\"name\":\"@acme/web-ui\",\"version\":\"2.3.4-rc.1\"}"));
        assertThat(of(tgz, "acme-web-ui-2.3.4-rc.1.tgz")).hasToString("acme-web-ui 2.3.4-rc.1");
    }

    @Test
    void a_python_package_has_the_identity_in_its_metadata() throws IOException {
        String metadata = "Metadata-Version: 2.1\nName: Acme-Tools\nVersion: 1.2.3\n\nName: no header\n";
        assertThat(of(tgz(Map.of("acme_tools-1.2.3/PKG-INFO", metadata)), "acme_tools-1.2.3.tar.gz"))
                .hasToString("Acme-Tools 1.2.3");
        assertThat(of(
                        zip(Map.of("acme_tools-1.2.3.dist-info/METADATA", metadata)),
                        "acme_tools-1.2.3-py3-none-any.whl"))
                .hasToString("Acme-Tools 1.2.3");
    }

    @Test
    void a_jar_has_the_identity_in_its_coordinates_and_a_snapshot_the_time_in_its_name() throws IOException {
        byte[] jar = zip(Map.of(
                "META-INF/maven/com.acme/acme-lib/pom.properties",
                "groupId=com.acme\nartifactId=acme-lib\nversion=1.0-SNAPSHOT\n",
                "META-INF/maven/org.other/other/pom.properties",
                "groupId=org.other\nartifactId=other\nversion=7\n"));
        assertThat(of(jar, "acme-lib-1.0-20261128.101010-1.jar")).hasToString("acme-lib 1.0-20261128.101010-1");
        assertThat(of(jar, "acme-lib-1.0-SNAPSHOT.jar")).hasToString("acme-lib 1.0-SNAPSHOT");
        assertThat(of(jar, "Acme.Lib.1.0.7.jar"))
                .as("renamed, as Octopus names packages")
                .hasToString("Acme.Lib 1.0.7");
    }

    @Test
    void without_metadata_the_identity_comes_from_the_file_name() throws IOException {
        byte[] zip = zip(Map.of("a.txt", "a", "package.json", "{\"name\":\"x\",\"version\":\"9.0.0\"}"));
        assertThat(of(zip, "Acme.Web.1.2.0.zip")).hasToString("Acme.Web 1.2.0");
        assertThat(of(zip, "acme-lib-1.0-20261128.101010-1.jar")).hasToString("acme-lib 1.0-20261128.101010-1");
        assertThat(of(
                        tgz(Map.of("package/package.json", "{\"name\":\"x\",\"version\":\"9.0.0\"}")),
                        "Acme.Web.1.2.0.tgz"))
                .as("a folder that is called package")
                .hasToString("Acme.Web 1.2.0");
        assertThat(of("garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8), "Acme.Web.1.2.0.zip"))
                .hasToString("Acme.Web 1.2.0");
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> of(zip, "web.zip"));
    }

    private record Named(PackageIdentity identity) {
        @Override
        public String toString() {
            return identity.id() + " " + identity.version();
        }
    }

    private static Named of(byte[] archive, String name) throws IOException {
        return new Named(PackageIdentity.of(new SeekableInMemoryByteChannel(archive), name));
    }

    private static byte[] zip(Map<String, String> files) {
        return Archives.zip(it -> {
            for (Map.Entry<String, String> file : files.entrySet()) {
                file(it, file.getKey(), file.getValue());
            }
        });
    }

    private static byte[] tgz(Map<String, String> files) {
        return Archives.gzip(Archives.tar(it -> {
            for (Map.Entry<String, String> file : files.entrySet()) {
                file(it, file.getKey(), file.getValue(), 0644);
            }
        }));
    }
}
