package io.slipway.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs a class on the {@link SharedCloud}, one class at a time, because they change whole spaces and the settings of the
 * installation. These classes start before most others, so that the others fill the remaining workers until the end.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedCloud.class)
@ResourceLock("SharedCloud")
@Order(2)
@interface OnSharedCloud {}
