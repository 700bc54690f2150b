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

/** The YAML of an {@code sdi.yaml} as nodes that know their place; bounded before anything is built of it. */
final class YamlReader {
    private static final int MAX_DEPTH = 20;

    private YamlReader() {}

    /** The document's root; empty for a file without content. */
    static Optional<Node> read(byte[] content) throws SdiFileException {
        if (content.length > SdiFileReader.MAX_SIZE) {
            throw problem(1, 1, "the file has more than " + SdiFileReader.MAX_SIZE + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(1, 1, "the file is not UTF-8");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(SdiFile.NAME).build();
        try {
            checkDepth(settings, text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String message = Optional.ofNullable(e.getProblem()).orElse("this is not YAML");
            throw problem(mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, message);
        } catch (YamlEngineException e) {
            throw problem(1, 1, "this is not YAML: " + printable(String.valueOf(e.getMessage())));
        }
    }

    /** The parser keeps its place in a list, what builds nodes on the stack. */
    private static void checkDepth(LoadSettings settings, String text) throws SdiFileException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // nothing that nests
                }
            }
            if (depth > MAX_DEPTH) {
                Mark mark = event.getStartMark().orElseThrow();
                throw problem(mark.getLine() + 1, mark.getColumn() + 1, "this is nested too deeply");
            }
        }
    }

    /** Text of the file as a message may show it. */
    static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    private static SdiFileException problem(int line, int column, String message) {
        return new SdiFileException(List.of(new Problem(line, column, printable(message))));
    }
}
