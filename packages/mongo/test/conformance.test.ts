import { describeConformance } from './conformance-on.ts';

describeConformance('mongod');
describeConformance('mongo-java-server');
