package io.slipway.e2e;

import io.slipway.builds.inputs.InputPackage;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.name.RepositoryName;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageManifest;
import io.slipway.packages.feed.PackageVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An application in the style of .NET as a Source Docker Image, the package of static files that it refers to, and a base image. */
final class SampleApp {
    static final String DOCKERFILE = """
            ARG BASE
            FROM $BASE
            WORKDIR /srv
            COPY . .
            RUN mkdir -p /data && echo built > /data/built
            EXPOSE 8080
            CMD ["httpd", "-f", "-p", "8080", "-h", "/srv/Acme.Static"]
            """;
    private static final String SDI = """
            image: mywebapp
            packages:
              - id: Acme.Static
                version: "[1.0,2.0)"
            build:
              baseImages: { BASE: "busybox:1" }
              labels: { release: "#{Octopus.Release.Number}" }
            features:
              substituteInFiles: ["config/*.conf"]
              configurationTransforms: { automatic: true }
              configurationVariables: true
              structuredVariables: ["appsettings*.json", "settings/*.yaml", "*.properties"]
            """;
    private static final String CONFIG = """
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <appSettings>
                <add key="Greeting" value="hello" />  <!-- stays -->
              </appSettings>
              <system.web>
                <compilation debug="true" />
              </system.web>
            </configuration>
            """;
    private static final String RELEASE = """
            <?xml version="1.0" encoding="utf-8"?>
            <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
              <system.web>
                <compilation xdt:Transform="RemoveAttributes(debug)" />
              </system.web>
            </configuration>
            """;

    private static final String STAGING = """
            <?xml version="1.0" encoding="utf-8"?>
            <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
              <appSettings>
                <add key="Banner" value="test" xdt:Transform="Insert" />
              </appSettings>
            </configuration>
            """;

    /** The files of the package that the SDI refers to. */
    static final Map<String, String> STATIC = Map.of("index.html", "static\n");

    private SampleApp() {}

    /** Returns the files of the SDI in a map that a test may change. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Dockerfile", DOCKERFILE);
        files.put("sdi.yaml", SDI);
        files.put("Web.config", CONFIG);
        files.put("Web.Release.config", RELEASE);
        files.put("Web.Staging.config", STAGING);
        files.put(
                "appsettings.json",
                "{\n  // the database\n  \"Database\": { \"Host\": \"localhost\", \"Port\": 5432 }\n}\n");
        files.put("settings/app.yaml", "# the log\nlog:\n  level: debug # for developers\n");
        files.put("app.properties", "# colours\ncolour = red\n");
        files.put("config/site.conf", "environment #{Octopus.Environment.Name}\n#{if Beta}beta\n#{/if}");
        return files;
    }

    /** Packs these files as a zip. */
    static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pushes a package of these files into the default space. */
    static InputPackage push(Api api, String id, String version, Map<String, String> files, String folder) {
        byte[] archive = zip(files);
        RepositoryName repository = new PackageId(id).repository(new io.slipway.core.name.SpaceName("default"));
        String name = repository.familiar();
        Digest digest = api.pushBlob(name, archive);
        api.pushBlob(name, EmptyConfig.content());
        String fileName = id + "." + version + ".zip";
        byte[] manifest = PackageManifest.write(
                new PackageId(id),
                new PackageVersion(version),
                new PackageFile(fileName, digest, archive.length),
                Instant.EPOCH);
        var pushed = api.send(
                "PUT",
                "/v2/" + name + "/manifests/" + version,
                manifest,
                Map.of(
                        "Authorization",
                        "Bearer " + api.bearer(name),
                        "Content-Type",
                        "application/vnd.oci.image.manifest.v1+json"));
        if (pushed.statusCode() != 201) {
            throw new IllegalStateException("cannot push a package: " + pushed.statusCode() + " " + pushed.body());
        }
        return new InputPackage(id, version, repository, digest, archive.length, fileName, true, folder);
    }

    /** Pushes an image that contains only busybox, and returns its digest. */
    static Digest pushBusybox(Cloud cloud, String name) {
        Path busybox = Path.of("/bin/busybox");
        Tool.require(Files.exists(busybox), "busybox-static is not installed; e2e/install-clients installs it");
        Tool crane = Tool.named("crane");
        try {
            Path root = Files.createDirectories(crane.home().resolve("root"));
            Path bin = Files.createDirectories(root.resolve("bin"));
            Files.copy(busybox, bin.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
            for (String applet : new String[] {"sh", "mkdir", "cat", "ls", "echo", "httpd", "wget", "false", "sleep"}) {
                Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
            }
            Files.createDirectories(root.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tool.named("tar").sharingHome(crane).run("-C", "root", "-cf", "busybox.tar", ".");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        crane.run("append", "--insecure", "-f", "busybox.tar", "-t", cloud.host() + "/" + name);
        return Digest.parse(crane.run("digest", "--insecure", cloud.host() + "/" + name));
    }
}
