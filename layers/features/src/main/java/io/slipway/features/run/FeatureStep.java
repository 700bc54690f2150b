package io.slipway.features.run;

/** Applies one feature to a folder. */
@FunctionalInterface
interface FeatureStep {
    /**
     * Changes the files in the overlay.
     *
     * @throws RunException if the run must stop, and nothing be written
     */
    void run(Overlay overlay, Targets targets, Findings findings) throws RunException;
}
