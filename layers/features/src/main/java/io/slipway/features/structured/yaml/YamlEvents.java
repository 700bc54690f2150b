package io.slipway.features.structured.yaml;

import java.util.Arrays;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the events of a YAML text, with positions in UTF-16 units; the parser itself counts characters. Aliases are
 * not followed.
 */
final class YamlEvents {
    /** The maximum depth of nested collections: 1,000. */
    static final int MAX_DEPTH = 1_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("YAML")
            // The size of files is limited by the run.
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    private final String text;
    private final int[] pairs;
    private final ParserImpl parser;
    private int depth;
    private int start;
    private int end;

    YamlEvents(String text) {
        this.text = text;
        this.pairs = pairs(text);
        this.parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /** Returns the next event; empty at the end. */
    Optional<Event> next() throws YamlSyntaxException {
        try {
            if (!parser.hasNext()) {
                return Optional.empty();
            }
            Event event = parser.next();
            start = offset(event.getStartMark());
            end = Math.max(start, offset(event.getEndMark()));
            depth += depth(event);
            if (depth > MAX_DEPTH) {
                throw new YamlSyntaxException(
                        start, "collections must be nested at most " + MAX_DEPTH + " deep, but are deeper");
            }
            return Optional.of(event);
        } catch (MarkedYamlEngineException e) {
            throw new YamlSyntaxException(place(e), e.getProblem());
        } catch (ReaderException e) {
            throw new YamlSyntaxException(
                    offset(e.getPosition()), String.format("the character U+%04X is not allowed", e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new YamlSyntaxException(end, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the start of the last event, with its anchor and tag. */
    int start() {
        return start;
    }

    /** Returns the end of the last event. */
    int end() {
        return end;
    }

    private static int depth(Event event) {
        return switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }

    private int place(MarkedYamlEngineException e) {
        // A key without its colon is noticed where the next line begins, or the file ends.
        boolean late = "while scanning a simple key".equals(e.getContext());
        Optional<Mark> mark = late
                ? e.getContextMark().or(e::getProblemMark)
                : e.getProblemMark().or(e::getContextMark);
        return offset(mark);
    }

    private int offset(Optional<Mark> mark) {
        return mark.map(it -> offset(it.getIndex())).orElse(end);
    }

    private int offset(int characters) {
        if (pairs.length == 0) {
            return Math.min(characters, text.length());
        }
        int low = Arrays.binarySearch(pairs, characters);
        return Math.min(characters + (low < 0 ? -low - 1 : low), text.length());
    }

    /** Returns the number of characters before each surrogate pair. */
    private static int[] pairs(String text) {
        int[] pairs = new int[16];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                if (count == pairs.length) {
                    pairs = Arrays.copyOf(pairs, count * 2);
                }
                pairs[count] = i - count;
                count++;
            }
        }
        return Arrays.copyOf(pairs, count);
    }
}
