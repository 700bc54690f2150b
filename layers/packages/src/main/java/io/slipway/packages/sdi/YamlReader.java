package io.slipway.packages.sdi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses {@code sdi.yaml} to nodes with positions. Size and depth are checked before nodes are created. */
final class YamlReader {
    private static final int MAX_DEPTH = 20;

    private YamlReader() {}

    /** Returns the document's root; empty for a file without content. */
    static Optional<Node> read(byte[] content) throws SdiFileException {
        if (content.length > SdiFileReader.MAX_SIZE) {
            throw problem(
                    1, 1, "the file must have at most " + SdiFileReader.MAX_SIZE + " bytes, but has " + content.length);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(1, 1, "the file must be UTF-8, but is not");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(SdiFile.NAME).build();
        try {
            checkDepth(settings, text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String message = Optional.ofNullable(e.getProblem()).orElse("the file must be YAML, but is not");
            throw problem(mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, message);
        } catch (YamlEngineException e) {
            throw problem(1, 1, "the file must be YAML, but is not: " + printable(String.valueOf(e.getMessage())));
        }
    }

    /** Limits the depth, because the composer of nodes is recursive, unlike the parser. */
    private static void checkDepth(LoadSettings settings, String text) throws SdiFileException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // does not nest
                }
            }
            if (depth > MAX_DEPTH) {
                Mark mark = event.getStartMark().orElseThrow();
                throw problem(
                        mark.getLine() + 1,
                        mark.getColumn() + 1,
                        "mappings and lists must be nested at most " + MAX_DEPTH + " deep, but are deeper");
            }
        }
    }

    /** Formats text of the file for a message: on one line, shortened. */
    static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    private static SdiFileException problem(int line, int column, String message) {
        return new SdiFileException(List.of(new Problem(line, column, printable(message))));
    }
}
