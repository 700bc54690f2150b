package io.slipway.features.run;

/**
 * A file that a run would change.
 *
 * @param file relative to the folder, with slashes
 * @param before its current bytes
 * @param after its new bytes
 * @param sensitive whether a sensitive value flows into it, or decides its content
 */
// Instances are never compared, and copies of files would only cost memory.
@SuppressWarnings("ArrayRecordComponent")
public record Edit(String file, byte[] before, byte[] after, boolean sensitive) {}
