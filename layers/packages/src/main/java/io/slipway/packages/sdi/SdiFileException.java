package io.slipway.packages.sdi;

import java.util.List;
import java.util.stream.Collectors;

/** The mistakes of an {@code sdi.yaml}, in the order of its lines. */
public final class SdiFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SdiFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
