package io.slipway.cli.variables;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads files, and standard input at most once. */
final class Inputs {
    /** The path that means standard input. */
    static final String STANDARD = "-";

    private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

    private boolean standardRead;

    /** Returns the bytes, at most one more than a variable file may have. */
    byte[] read(String file) {
        if (file.equals(STANDARD)) {
            if (standardRead) {
                throw new CommandFailure("standard input can only be read once; use a file for the other option");
            }
            standardRead = true;
        }
        try (InputStream in = file.equals(STANDARD) ? System.in : Files.newInputStream(Path.of(file))) {
            return in.readNBytes(VariableFile.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Reads a secret, without its line break. */
    String secret(String file) {
        try {
            return LINE_END.matcher(Text.decode(read(file)).content()).replaceFirst("");
        } catch (TextException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage());
        }
    }
}
