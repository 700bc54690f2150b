package io.slipway.features.run;

/** One feature on a folder. */
@FunctionalInterface
interface Step {
    /**
     * Changes the files in the overlay.
     *
     * @throws RunException if the run must stop, and nothing be written
     */
    void run(Overlay overlay, Targets targets, Findings findings) throws RunException;
}
