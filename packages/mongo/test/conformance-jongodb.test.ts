import { describeConformance } from './conformance-on.ts';

describeConformance('jongodb');
