package io.slipway.builds.instant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The Dockerfiles of the comparison: {@code ==== name [-tool …]} begins one, optionally with a {@code .dockerignore}
 * and its lines first.
 */
final class DifferentialCases {
    private static final String BEGIN = "==== ";
    private static final String IGNORE = "---- .dockerignore";
    private static final String FILE = "---- Dockerfile";

    private DifferentialCases() {}

    /**
     * A case.
     *
     * @param without the tools that behave differently, or do not support it
     */
    record Case(String name, List<String> without, String ignore, String dockerfile) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> read() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = DifferentialCases.class.getResourceAsStream("dockerfiles.txt")) {
            if (in == null) {
                throw new UncheckedIOException(new IOException("dockerfiles.txt is missing"));
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : text.split("(?m)^" + BEGIN, -1)) {
                if (!part.isBlank()) {
                    cases.add(one(part));
                }
            }
        }
        return cases;
    }

    private static Case one(String part) {
        int end = part.indexOf('\n');
        List<String> without = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (String word : part.substring(0, end).split(" ", -1)) {
            if (word.startsWith("-")) {
                without.add(word.substring(1));
            } else {
                name.append(name.isEmpty() ? "" : " ").append(word);
            }
        }
        String rest = part.substring(end + 1);
        String ignore = "";
        if (rest.startsWith(IGNORE)) {
            int file = rest.indexOf(FILE);
            ignore = rest.substring(IGNORE.length() + 1, file);
            rest = rest.substring(file + FILE.length() + 1);
        }
        return new Case(name.toString(), without, ignore, rest);
    }
}
