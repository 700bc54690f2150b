package io.slipway.features.xdt;

/** Replaces the first element found by the transform's element. */
final class ReplaceTransform extends Transform {
    ReplaceTransform() {
        super("Replace", Scope.FIRST_TARGET);
    }

    @Override
    void apply(Application application) throws XdtException {
        expectNoArguments(application);
        warnIfSeveral(application);
        Layout.replace(element(application), application.context().prepared());
        application.done("Replaced '" + Application.name(application.target()) + "' element");
    }
}
