package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A separate BuildKit daemon, which keeps its builds in plain folders. */
final class Buildkitd extends Daemon {
    private final String address;

    private Buildkitd(Process process, String address) {
        super(process);
        this.address = address;
    }

    static Buildkitd start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Tool buildkitd = Tool.named("buildkitd");
        Tool buildctl = Tool.named("buildctl");
        String address = "unix://" + buildkitd.home().resolve("buildkitd.sock");
        Path log = folder.resolve("log.txt");
        Path config = folder.resolve("buildkitd.toml");
        Files.writeString(
                config,
                "[worker.oci]\n  enabled = true\n  snapshotter = \"native\"\n[worker.containerd]\n  enabled = false\n");
        Process process = buildkitd.serve(
                log,
                "--config",
                config.toString(),
                "--root",
                folder.resolve("root").toString(),
                "--addr",
                address);
        await(
                process,
                log,
                () -> buildctl.attempt("", "--addr", address, "debug", "workers")
                                .code()
                        == 0);
        return new Buildkitd(process, address);
    }

    /** Returns the address for {@code buildctl --addr}. */
    String address() {
        return address;
    }
}
