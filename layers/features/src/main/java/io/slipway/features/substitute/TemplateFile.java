package io.slipway.features.substitute;

import io.slipway.features.octostache.Evaluation;
import io.slipway.features.octostache.Evaluation.Use;
import io.slipway.features.text.Encoding;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Substitutes in one file. */
public final class TemplateFile {
    private TemplateFile() {}

    /**
     * What became of a file.
     *
     * @param bytes what to write
     * @param tokens what was evaluated, in order
     * @param missing what could not be evaluated and so stays in the file
     * @param error the same in Octopus's words
     * @param warning what became of the encoding, where it is not the one that was asked for
     */
    // Compared by nobody; copies would only cost memory.
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(
            byte[] bytes, List<Token> tokens, List<Token> missing, Optional<String> error, Optional<String> warning) {}

    /**
     * A token in the file.
     *
     * @param name the variable that it names
     * @param line counted from 1
     * @param column counted from 1 in UTF-16 units
     */
    public record Token(String name, int line, int column) {}

    /**
     * Evaluates a file as one template; a mistake in it stays as it is written, and evaluation goes on behind it.
     *
     * @param bytes the file
     * @param outputEncoding the .NET name of the encoding to write; as in Octopus, a name that means nothing is as good as none
     * @throws TextException if the bytes are not the text that their byte order mark announces
     */
    public static Outcome substitute(byte[] bytes, @Nullable String outputEncoding, VariableSet variables)
            throws TextException {
        Text source = Text.decode(bytes);
        Encoding encoding =
                Optional.ofNullable(outputEncoding).flatMap(Encoding::named).orElse(source.encoding());
        Evaluation result = variables.evaluate(source.content(), false);
        String text = Objects.requireNonNullElse(result.text(), "");
        Places places = new Places(source.content());
        List<Token> tokens = places.tokens(result.uses(), true);
        List<Token> missing = places.tokens(result.uses(), false);
        try {
            return new Outcome(encoding.encode(text), tokens, missing, result.error(), Optional.empty());
        } catch (TextException e) {
            return new Outcome(
                    Encoding.UTF_8.encode(text),
                    tokens,
                    missing,
                    result.error(),
                    Optional.of(e.getMessage() + "; it is written as UTF-8"));
        }
    }

    /** Lines and columns of a text. */
    private static final class Places {
        private final int[] lineStarts;

        Places(String text) {
            lineStarts = IntStream.concat(
                            IntStream.of(0),
                            IntStream.range(0, text.length())
                                    .filter(i -> text.charAt(i) == '\n')
                                    .map(i -> i + 1))
                    .toArray();
        }

        List<Token> tokens(List<Use> uses, boolean found) {
            return uses.stream()
                    .filter(use -> use.found() == found)
                    .map(this::token)
                    .toList();
        }

        private Token token(Use use) {
            int place = Arrays.binarySearch(lineStarts, use.at());
            int line = place < 0 ? -place - 1 : place + 1;
            return new Token(use.name(), line, use.at() - lineStarts[line - 1] + 1);
        }
    }
}
