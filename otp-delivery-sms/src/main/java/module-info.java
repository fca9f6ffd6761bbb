/** Channels for SMS and voice: HTTP providers, SMPP, failover between them, and the receipts they send back. */
@org.jspecify.annotations.NullMarked
module io.otpengine.sms {
    requires transitive io.otpengine.core;
    requires transitive java.net.http;
    requires com.fasterxml.jackson.jr.ob;
    requires io.github.resilience4j.circuitbreaker;
    requires static jsmpp;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.otpengine.sms;
    exports io.otpengine.sms.smpp;
}
