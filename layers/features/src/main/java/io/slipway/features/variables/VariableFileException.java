package io.slipway.features.variables;

/** Thrown if a file is not a valid variable file. The message never contains a value. */
public class VariableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /**
     * @param file the file's name
     * @param place the position in it
     * @param problem the error, in one line
     */
    public VariableFileException(String file, Place place, String problem) {
        super(file + place + ": " + problem);
        this.problem = problem;
    }

    /** Returns the error, without the file and the position. */
    public String problem() {
        return problem;
    }
}
