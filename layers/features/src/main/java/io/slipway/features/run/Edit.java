package io.slipway.features.run;

/**
 * A file that a run would change.
 *
 * @param file relative to the folder, with slashes
 * @param before its bytes now
 * @param after its bytes then
 * @param sensitive whether a sensitive value flows into it, or decides what it says
 */
// Compared by nobody; a copy of every file would only cost memory.
@SuppressWarnings("ArrayRecordComponent")
public record Edit(String file, byte[] before, byte[] after, boolean sensitive) {}
