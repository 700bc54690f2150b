package io.slipway.e2e;

import java.util.Random;

/** Mutates texts with a few edits of kinds that break parsers. The same seed gives the same edits. */
final class Mutations {
    private static final String[] TROUBLE = {
        "",
        "/",
        "//",
        "..",
        "../..",
        "%",
        "%2",
        "%zz",
        "%00",
        "%2F",
        "%2e%2e",
        "%0d%0a",
        "%c0%ae",
        "%ff",
        "%F0%9F%9A%A2",
        "?",
        "&",
        "=",
        ";",
        ":",
        "@",
        "+",
        "*",
        "\\",
        "'",
        "\"",
        "<",
        "{}",
        "[]",
        "${x}",
        "#{x}",
        "\t",
        "\0",
        "\u007f",
        "\u00e9",
        "\u0130",
        "-1",
        "0",
        "9223372036854775808",
        "99999999999999999999999",
        "1e999",
        "NaN",
        "null",
        "true",
        "sha256:",
        "sha512:00",
        "latest",
        "_catalog",
        "blobs/uploads/",
        "manifests"
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** Returns the text after zero to four edits. */
    String of(String text) {
        StringBuilder spoiled = new StringBuilder(text);
        for (int edits = random.nextInt(5); edits > 0; edits--) {
            edit(spoiled);
        }
        return spoiled.toString();
    }

    private void edit(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(8));
        switch (random.nextInt(7)) {
            case 0 -> text.delete(at, to);
            case 1 -> text.insert(at, pick(TROUBLE));
            case 2 -> text.replace(at, to, pick(TROUBLE));
            case 3 -> text.insert(at, text.substring(at, to));
            case 4 -> text.insert(at, (char) (random.nextBoolean() ? 33 + random.nextInt(94) : random.nextInt(256)));
            case 5 -> text.insert(at, pick(TROUBLE).repeat(1 + random.nextInt(60)));
            default -> upper(text, at);
        }
    }

    private static void upper(StringBuilder text, int at) {
        if (at < text.length()) {
            text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        }
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
