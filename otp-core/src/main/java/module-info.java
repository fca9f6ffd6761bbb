/** One-time passwords inside any JVM application: the engine, the seams for stores and channels, an in-memory store. */
@org.jspecify.annotations.NullMarked
module io.otpengine.core {
    requires com.github.benmanes.caffeine;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.otpengine;
    exports io.otpengine.memory;
    exports io.otpengine.spi;
}
