package io.slipway.features.run;

import io.slipway.features.octostache.OctostacheException;
import io.slipway.features.octostache.TemplateResult;
import io.slipway.features.text.Encoding;
import io.slipway.features.text.Lines;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Substitutes the variables in one file. */
public final class TemplateFile {
    private TemplateFile() {}

    /**
     * The result of a file.
     *
     * @param bytes the bytes to write
     * @param tokens the evaluated tokens, in order
     * @param left the parts that could not be evaluated and stay in the file, in order
     * @param sensitive whether a sensitive value flowed into the file, or decided its content
     * @param secrets the texts written by tokens with sensitive values
     * @param warning the warning about the encoding, if it is not the requested one
     */
    // Instances are never compared, and copies would only cost memory.
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(
            byte[] bytes,
            List<Token> tokens,
            List<Left> left,
            boolean sensitive,
            List<String> secrets,
            Optional<String> warning) {}

    /**
     * A token in the file.
     *
     * @param name the variable that it refers to
     * @param line counted from 1
     * @param column counted from 1 in UTF-16 units
     */
    public record Token(String name, int line, int column) {}

    /**
     * A part of the file that could not be evaluated.
     *
     * @param why the reason, for people; it may quote values that are not sensitive
     * @param mistake whether the template must be corrected; otherwise a variable is missing
     * @param line counted from 1
     * @param column counted from 1 in UTF-16 units
     */
    public record Left(String why, boolean mistake, int line, int column) {}

    /** A template cannot be evaluated; the position is 0 if unknown. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;

        FailedException(OctostacheException e, Lines lines) {
            super(e.getMessage(), e);
            this.line = e.at() < 0 ? 0 : lines.line(e.at());
            this.column = e.at() < 0 ? 0 : lines.column(e.at());
        }

        /** Returns the line, counted from 1; 0 if unknown. */
        public int line() {
            return line;
        }

        /** Returns the column, counted from 1; 0 if unknown. */
        public int column() {
            return column;
        }
    }

    /**
     * Evaluates a file as one template. A mistake stays as written, and the evaluation continues after it.
     *
     * @param bytes the file
     * @param outputEncoding the .NET name of the encoding to write; as in Octopus, an unknown name is ignored
     * @throws TextException if the bytes do not match their byte order mark
     * @throws FailedException if variables refer to themselves, a filter fails on its input, or a limit is exceeded
     */
    public static Outcome substitute(byte[] bytes, @Nullable String outputEncoding, VariableSet variables)
            throws TextException, FailedException {
        Text source = Text.decode(bytes);
        Encoding encoding =
                Optional.ofNullable(outputEncoding).flatMap(Encoding::named).orElse(source.encoding());
        Lines lines = new Lines(source.content());
        TemplateResult result;
        try {
            result = variables.evaluate(source.content(), false);
        } catch (OctostacheException e) {
            throw new FailedException(e, lines);
        }
        String text = Objects.requireNonNullElse(result.text(), "");
        byte[] encoded;
        Optional<String> warning = Optional.empty();
        try {
            encoded = encoding.encode(text);
        } catch (TextException e) {
            encoded = Encoding.UTF_8.encode(text);
            warning = Optional.of(e.getMessage() + "; it is written as UTF-8");
        }
        return new Outcome(
                encoded,
                result.uses().stream()
                        .filter(TemplateResult.Use::found)
                        .map(use -> new Token(use.name(), lines.line(use.at()), lines.column(use.at())))
                        .toList(),
                result.left().stream()
                        .map(left ->
                                new Left(left.why(), left.mistake(), lines.line(left.at()), lines.column(left.at())))
                        .toList(),
                result.sensitive(),
                result.secrets(),
                warning);
    }
}
