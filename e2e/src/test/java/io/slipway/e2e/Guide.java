package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/how-to} whose commands in {@code sh} blocks are run by a test. Commands in other blocks need
 * resources that the tests lack, as their pages note.
 *
 * @param text the page
 */
record Guide(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\n(.*?)^ *```$");

    static Guide named(String page) {
        try {
            return new Guide(Files.readString(Cloud.root().resolve("docs/how-to/" + page + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the page with texts replaced. */
    Guide with(String text, String other) {
        if (!this.text.contains(text)) {
            throw new IllegalStateException("the page must contain " + text + ", but does not");
        }
        return new Guide(this.text.replace(text, other));
    }

    /** Returns one section of the page, by its heading. */
    Guide section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("the page must have the section " + heading + ", but does not");
        }
        int end = text.indexOf("\n## ", start + 1);
        return new Guide(text.substring(start, end < 0 ? text.length() : end));
    }

    /** Returns the commands, block by block. */
    List<String> blocks() {
        return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /**
     * Runs the commands in one shell in this folder, logged in to the cloud as its administrator, up to the first
     * failure.
     */
    Tool.Result run(Cloud cloud, Path folder) {
        if (blocks().isEmpty()) {
            throw new IllegalStateException("the page must have commands to run, but has none");
        }
        Path bin = Cloud.root().resolve(".tools/bin").toAbsolutePath();
        String script = "set -euo pipefail%nexport PATH='%s':\"$PATH\" SLIPWAY_URL='%s' SLIPWAY_TOKEN='%s'%n"
                        .formatted(bin, cloud.url(), cloud.adminToken())
                + String.join("", blocks());
        try {
            // Skopeo and Podman expect TLS, which test clouds do not have.
            Files.writeString(
                    Files.createDirectories(folder.resolve(".config/containers"))
                            .resolve("registries.conf"),
                    "[[registry]]%nlocation = \"%s\"%ninsecure = true%n".formatted(cloud.host()));
            Path file = Files.writeString(folder.resolve("guide.bash"), script);
            return new Tool(Tool.named("bash").program(), folder).attempt("", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
