package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pushes artifacts for the console with real clients: an index with crane, charts with Helm, artifacts with ORAS,
 * signatures with cosign.
 */
final class ConsoleClients {
    private final Cloud cloud;
    private final Tool oras;
    private final Tool crane;
    private final Tool helm;
    private final Tool cosign;

    ConsoleClients(Cloud cloud) {
        this.cloud = cloud;
        oras = Tool.named("oras");
        crane = Tool.named("crane").sharingHome(oras);
        helm = Tool.named("helm").sharingHome(oras);
        cosign = Tool.named("cosign").sharingHome(oras);
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        helm.runWith(
                cloud.adminToken(), "registry", "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
    }

    /** Pushes an index of three platforms. */
    void index(String repository, String tag) throws IOException {
        String name = cloud.host() + "/" + repository;
        Files.createDirectories(oras.home().resolve("root/etc"));
        Files.writeString(oras.home().resolve("root/etc/greeting"), "hello\n");
        Tool.named("tar").sharingHome(oras).run("-C", "root", "-cf", "layer.tar", ".");
        for (String architecture : new String[] {"amd64", "arm64", "s390x"}) {
            String platform = name + ":" + architecture;
            crane.run("append", "--insecure", "-f", "layer.tar", "-t", platform);
            crane.run("mutate", "--insecure", "--set-platform", "linux/" + architecture, platform, "-t", platform);
        }
        crane.run(
                "index",
                "append",
                "--insecure",
                "-m",
                name + ":amd64",
                "-m",
                name + ":arm64",
                "-m",
                name + ":s390x",
                "-t",
                name + ":" + tag);
    }

    /** Pushes a chart with a dependency, whose default values contain markup. */
    void chart(String folder, String name, String version) throws IOException {
        Files.createDirectories(oras.home().resolve(name + "/charts/redis"));
        write(name + "/Chart.yaml", """
            apiVersion: v2
            name: %s
            version: %s
            appVersion: "2.4"
            description: A web server
            maintainers: [{name: Ada}]
            dependencies: [{name: redis, version: 19.1.0, repository: "oci://charts.example.com"}]
            """.formatted(name, version));
        write(name + "/values.yaml", "# Copies of the server\nreplicas: 3\ngreeting: \"<b>hello</b> 🚢\"\n");
        write(name + "/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 19.1.0\n");
        write(name + "/charts/redis/values.yaml", "of: redis\n");
        helm.run("package", name);
        helm.run("push", "--plain-http", name + "-" + version + ".tgz", "oci://" + cloud.host() + "/" + folder);
    }

    /** Pushes a WebAssembly component in the form of wkg. */
    void component(String repository, String version) throws IOException {
        write("config.json", """
            {"architecture": "wasm", "os": "wasip2", "created": "2026-01-02T03:04:05Z", "layerDigests": [],
             "component": {"exports": ["wasi:http/incoming-handler@0.2.0"], "imports": ["wasi:io/streams@0.2.0"]}}
            """);
        write("proxy.wasm", "\0asm");
        push(
                repository + ":" + version,
                "--config",
                "config.json:application/vnd.wasm.config.v0+json",
                "proxy.wasm:application/wasm");
    }

    /** Pushes files as an artifact, one with a hostile name. */
    void files(String repository, String tag) throws IOException {
        String hostile = "<b>שלום 🚢.txt";
        write("notes.txt", "an artifact\n");
        write(hostile, "another\n");
        push(
                repository + ":" + tag,
                "--artifact-type",
                "text/x-notes",
                "notes.txt:text/plain",
                hostile + ":text/plain");
    }

    /** Signs an image, and attests a bill of materials, each as a Sigstore bundle. */
    void sign(String reference) throws IOException {
        cosign.runWith("password", "generate-key-pair");
        write("sbom.json", """
            {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "web",
             "packages": [{"name": "openssl", "SPDXID": "SPDXRef-1", "versionInfo": "3.5.4", "licenseConcluded": "Apache-2.0"}]}
            """);
        String image = cloud.host() + "/" + reference;
        sign("sign", image);
        sign("attest", "--type", "spdxjson", "--predicate", "sbom.json", image);
    }

    private void sign(String command, String... arguments) {
        String[] all = new String[arguments.length + 7];
        String[] own = {
            command,
            "--yes",
            "--key",
            "cosign.key",
            "--use-signing-config=false",
            "--tlog-upload=false",
            "--allow-http-registry"
        };
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(arguments, 0, all, own.length, arguments.length);
        cosign.runWith("password", all);
    }

    private void push(String reference, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "push";
        all[1] = "--plain-http";
        all[2] = cloud.host() + "/" + reference;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        oras.run(all);
    }

    private void write(String name, String content) throws IOException {
        Path file = oras.home().resolve(name);
        Files.writeString(file, content);
    }
}
