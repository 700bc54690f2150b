package io.slipway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The commands of a {@link Rehearsal} that push packages and request images. */
final class RehearsedImages {
    private static final String BUILD =
            "build %s --version 1.0.0 --deployment %s --environment %2$s --set Greeting=hello-%2$s";

    /**
     * The number of images that the instant engine builds: enough for the cloud's cache to record the frequently
     * called methods.
     */
    private static final int INSTANT = 20;

    private RehearsedImages() {}

    /** Writes packages into a folder; returns the commands. */
    static List<String> commands(Path folder) throws IOException {
        List<String> commands = new ArrayList<>();
        commands.add("push " + sdi(folder, "Instant", "auto") + " " + sdi(folder, "Running", "job"));
        for (int i = 0; i < INSTANT; i++) {
            commands.add(BUILD.formatted("Instant", "instant-" + i));
        }
        commands.add(BUILD.formatted("Running", "job"));
        return commands;
    }

    /** Writes a Source Docker Image with a file for each of the features. */
    private static Path sdi(Path folder, String id, String engine) throws IOException {
        Path file = folder.resolve(id + ".1.0.0.zip");
        Map<String, String> texts = Map.of(
                "Dockerfile",
                "FROM scratch\nCOPY . /app\n",
                "sdi.yaml",
                "build: { engine: " + engine + " }\nfeatures:\n  substituteInFiles: [\"*.conf\"]\n"
                        + "  structuredVariables: [\"*.json\", \"*.yml\"]\n",
                "settings.json",
                "{ \"Greeting\": \"none\" }\n",
                "settings.yml",
                "Greeting: none\n",
                "site.conf",
                "greeting #{Greeting}\n",
                "Web.config",
                "<configuration><appSettings><add key=\"Greeting\" value=\"none\"/></appSettings></configuration>\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
