package io.slipway.builds.report;

/** The stages of a job. */
public enum JobStage {
    /** The inputs are read. */
    START,
    /** Packages are fetched from the registry. */
    FETCH,
    /** Packages are extracted: the SDI's own into the working folder, the others beside it. */
    EXTRACT,
    /** The file features run. */
    FEATURES,
    /** Docker's BuildKit or Buildah builds. */
    BUILD,
    /** The image is pushed to the registry. */
    PUSH,
    /** Provenance and the bill of materials are attached. */
    ATTEST,
    /** The job has ended. */
    DONE;

    /** Returns the name in JSON and in messages. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
