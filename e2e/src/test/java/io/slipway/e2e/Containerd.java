package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A containerd with an empty store. */
final class Containerd extends Daemon {
    private final Path socket;

    private Containerd(Process process, Path socket) {
        super(process);
        this.socket = socket;
    }

    static Containerd start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Tool containerd = Tool.named("containerd");
        Path socket = containerd.home().resolve("containerd.sock");
        Path log = folder.resolve("log.txt");
        Path config = folder.resolve("config.toml");
        Files.writeString(
                config,
                "version = 3\ndisabled_plugins = ['io.containerd.cri.v1.images', 'io.containerd.cri.v1.runtime',"
                        + " 'io.containerd.grpc.v1.cri']\n");
        Process process = containerd.serve(
                log,
                "--config",
                config.toString(),
                "--root",
                folder.resolve("root").toString(),
                "--state",
                folder.resolve("state").toString(),
                "--address",
                socket.toString());
        Tool ctr = Tool.named("ctr");
        await(
                process,
                log,
                () -> ctr.attempt("", "--address", socket.toString(), "version").code() == 0);
        return new Containerd(process, socket);
    }

    /** The arguments that connect a client to this containerd. */
    String[] ctr(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--address";
        all[1] = socket.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }
}
