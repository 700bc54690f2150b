package io.slipway.sdi.substitute;

import io.slipway.sdi.text.Encoding;
import io.slipway.sdi.text.Text;
import io.slipway.sdi.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Substitutes in one file. */
public final class TemplateFile {
    /** A token that is not escaped as {@code ##{…}}, and what it says up to its first filter. */
    private static final Pattern TOKEN = Pattern.compile("(?<!#)#\\{(?!/)\\s*([^{}|#]{1,200})");

    private TemplateFile() {}

    /**
     * What became of a file.
     *
     * @param bytes what to write
     * @param tokens what was evaluated, in order
     * @param error what could not be evaluated and so stays in the file, in Octopus's words
     * @param warning what became of the encoding, where it is not the one that was asked for
     */
    // Compared by nobody; copies would only cost memory.
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(byte[] bytes, List<Token> tokens, Optional<String> error, Optional<String> warning) {}

    /**
     * A token in the file.
     *
     * @param text what stands between its braces, without filters
     * @param line counted from 1
     * @param column counted from 1 in UTF-16 units
     */
    public record Token(String text, int line, int column) {}

    /**
     * Evaluates a file as one template.
     *
     * @param bytes the file
     * @param outputEncoding the .NET name of the encoding to write; as in Octopus, a name that means nothing is as good as none
     * @throws TextException if the bytes are not the text that their byte order mark announces
     */
    public static Outcome substitute(byte[] bytes, @Nullable String outputEncoding, Templates templates)
            throws TextException {
        Text source = Text.decode(bytes);
        Encoding encoding =
                Optional.ofNullable(outputEncoding).flatMap(Encoding::named).orElse(source.encoding());
        Templates.Result result = templates.evaluate(source.content());
        String text = Objects.requireNonNullElse(result.text(), "");
        List<Token> tokens = tokens(source.content(), result.error().orElse(""));
        try {
            return new Outcome(encoding.encode(text), tokens, result.error(), Optional.empty());
        } catch (TextException e) {
            return new Outcome(
                    Encoding.UTF_8.encode(text),
                    tokens,
                    result.error(),
                    Optional.of(e.getMessage() + "; it is written as UTF-8"));
        }
    }

    private static List<Token> tokens(String template, String error) {
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(template);
        int line = 1;
        int lineStart = 0;
        int seen = 0;
        while (token.find()) {
            for (int i = seen; i < token.start(); i++) {
                if (template.charAt(i) == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
            seen = token.start();
            String text = token.group(1).strip();
            if (!error.contains("'#{" + text)) {
                tokens.add(new Token(text, line, token.start() - lineStart + 1));
            }
        }
        return tokens;
    }
}
