package io.slipway.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sources of the edge functions, combined as in the template, which has no room for comments. */
final class EdgeSource {
    private EdgeSource() {}

    /** Reads a source without its comments, with placeholders for the template's parameters. */
    static String read(String name) {
        String own = file(name);
        String all = own.contains("challenge(") ? own + "\n" + file("challenge") : own;
        return all.replaceAll("(?m)^ *//.*\\R", "");
    }

    /** Returns the code of a stack with these values. */
    static String code(String name, String publicUrl, String streamLane) {
        return code(name, publicUrl, "", streamLane);
    }

    static String code(String name, String publicUrl, String domain, String streamLane) {
        return read(name)
                .replace("${PublicUrl}", publicUrl)
                .replace("${DomainName}", domain)
                .replace("${StreamLane}", streamLane);
    }

    private static String file(String name) {
        try {
            return Files.readString(root().resolve("edge/src/main/js/" + name + ".js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        return Path.of(System.getProperty("slipway.root", "."));
    }
}
