package io.slipway.aws.table;

import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Writes single items on conditions. */
public final class ConditionalWrites {
    private ConditionalWrites() {}

    /** Sends a write; returns whether its condition held. */
    public static boolean tryWrite(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
