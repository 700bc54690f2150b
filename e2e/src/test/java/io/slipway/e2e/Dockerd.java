package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Docker engine with an empty store. */
final class Dockerd extends Daemon {
    private final Path socket;

    private Dockerd(Process process, Path socket) {
        super(process);
        this.socket = socket;
    }

    static Dockerd start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Tool dockerd = Tool.named("dockerd");
        Path socket = dockerd.home().resolve("docker.sock");
        Path log = folder.resolve("log.txt");
        Process process = dockerd.serve(
                log,
                "--storage-driver=vfs",
                "--iptables=false",
                "--bridge=none",
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + dockerd.home().resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=unix://" + socket);
        Tool docker = Tool.named("docker");
        await(
                process,
                log,
                () -> docker.attempt("", "-H", "unix://" + socket, "version").code() == 0);
        return new Dockerd(process, socket);
    }

    /** Returns the arguments of a client of this engine. */
    String[] docker(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "-H";
        all[1] = "unix://" + socket;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }
}
