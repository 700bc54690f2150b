package io.slipway.features.octostache;

import io.slipway.features.octostache.Evaluation.Left;
import io.slipway.features.octostache.Evaluation.Use;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Collects what is told of a template's own tokens: those in the values of variables have no place in it. */
final class Telling {
    private final Mistakes mistakes;
    private final Set<Use> uses = new LinkedHashSet<>();
    private final Map<Integer, Left> left = new TreeMap<>();

    Telling(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void used(String name, int at, boolean found) {
        uses.add(new Use(name, at, found));
    }

    /** A token that is a value and has none. A tag that could not be read was taken for a value, and so was a name that goes on in the next line. */
    void unresolved(int at, String token, Problem problem) {
        Optional<Left> mistake = mistakes.known(at);
        if (mistake.isPresent()) {
            add(mistake.get());
        } else if (token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0) {
            add(mistakes.notClosedOnItsLine(at));
        } else {
            add(new Left(at, "'" + token + "' cannot be evaluated: " + problem.why(), problem.mistake()));
        }
    }

    /** What is within a value that a token wrote. */
    void unresolvedWithin(int at, String name, String within) {
        add(new Left(at, "the value of " + name + " holds '" + within + "', which cannot be evaluated", false));
    }

    /** What cannot be read. */
    void unread(int at) {
        mistakes.unread(at).ifPresent(this::add);
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    List<Left> left() {
        return List.copyOf(left.values());
    }

    /** A token of a repetition is evaluated often, and told once. */
    private void add(Left part) {
        left.putIfAbsent(part.at(), part);
    }
}
